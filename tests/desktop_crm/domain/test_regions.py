import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_crm.domain.choices import REGION
from desktop_crm.domain.regions import (
    REGION_OF_PROVINCE,
    district_of_address,
    place_of_code,
    province_name,
    province_of_address,
    region_of_address,
)
from desktop_crm.domain.validation.identity import PROVINCES


@pytest.mark.parametrize(
    ("address", "province", "district"),
    [
        ("浙江省绍兴市越城区鲁迅路1号", "33", "浙江省绍兴市越城区"),
        ("浙江绍兴越城区鲁迅路1号", "33", "浙江绍兴越城区"),
        ("绍兴市越城区鲁迅路1号", "33", "绍兴市越城区"),
        ("江苏省苏州市工业园区星湖街328号", "32", "江苏省苏州市工业园区"),
        ("江苏省昆山市玉山镇", "32", "江苏省昆山市"),
        ("昆山市玉山镇", "32", "昆山市"),
        ("上海市浦东新区世纪大道1号", "31", "上海市浦东新区"),
        ("上海上海市徐汇区漕溪路", "31", "上海上海市徐汇区"),
        ("北京市市辖区朝阳区建国路", "11", "北京市市辖区朝阳区"),
        ("北京朝阳区建国路", "11", "北京朝阳区"),
        ("重庆市巫山县广东路", "50", "重庆市巫山县"),
        ("广东省东莞市南城街道", "44", "广东省东莞市"),
        ("深圳市南山区科技园", "44", "深圳市南山区"),
        ("海南藏族自治州共和县", "63", "海南藏族自治州共和县"),
        ("海南省三亚市吉阳区", "46", "海南省三亚市吉阳区"),
        ("吉林延边朝鲜族自治州延吉市", "22", "吉林延边朝鲜族自治州延吉市"),
        ("吉林省延边州延吉市", "22", "吉林省延边州延吉市"),
        ("新疆维吾尔自治区乌鲁木齐市天山区", "65", "新疆维吾尔自治区乌鲁木齐市天山区"),
        ("内蒙古呼和浩特赛罕区", "15", "内蒙古呼和浩特赛罕区"),
        ("河南济源市沁园路", "41", "河南济源市"),
        ("香港九龙城区太子道", "81", "香港九龙城区"),
        ("澳门特别行政区花地玛堂区", "82", "澳门特别行政区花地玛堂区"),
        ("台湾省台北市信义区", "71", "台湾省台北市信义区"),
        ("215000 江苏省 苏州市 姑苏区 平江路", "32", "江苏省 苏州市 姑苏区"),
        ("中国广西壮族自治区南宁市青秀区", "45", "广西壮族自治区南宁市青秀区"),
        ("武汉市东湖高新区光谷大道", "42", "武汉市东湖高新区"),
        ("苏州市绿地小区3幢", "32", "苏州市"),
        ("上海南京西路100号", "31", "上海"),
        ("南京西路100号", None, ""),
        ("中山路5号", None, ""),
        ("朝阳区建国路88号", None, "朝阳区"),
        ("abc", None, ""),
        ("", None, ""),
    ],
)
def test_addresses(address, province, district):
    assert province_of_address(address) == province
    assert district_of_address(address) == district


def test_regions_cover_every_province_of_the_contract():
    assert set(REGION_OF_PROVINCE) == PROVINCES - {"83"}
    assert set(REGION_OF_PROVINCE.values()) == {choice.code for choice in REGION}
    assert region_of_address("苏州市姑苏区") == "east"
    assert region_of_address("四川成都") == "southwest"
    assert region_of_address("不详") is None


@pytest.mark.parametrize("code", sorted(REGION_OF_PROVINCE))
def test_every_province_is_known_by_its_short_name(code):
    assert province_of_address(province_name(code)) == code


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("330602", "浙江绍兴"),
        ("110105", "北京"),
        ("340524", "安徽马鞍山"),
        ("419001", "河南济源"),
        ("440524", "广东汕头"),
        ("222401", "吉林延边"),
        ("532601", "云南文山"),
        ("510202", "四川"),
        ("810000", "香港"),
        ("830000", "台湾"),
        ("990000", ""),
        ("", ""),
    ],
)
def test_places_of_codes(code, place):
    assert place_of_code(code) == place


@given(st.text(alphabet="江苏省苏州市 工业园区南京路上海北县A1,、中国", max_size=30))
def test_any_text_is_read_and_the_district_is_part_of_it(text):
    assert district_of_address(text) in text
    region = region_of_address(text)
    assert (region is None) == (province_of_address(text) is None)
