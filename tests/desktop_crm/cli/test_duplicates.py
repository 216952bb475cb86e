def test_duplicates_are_listed_with_their_reasons_and_dismissed(terminal):
    one = terminal.add(
        "full_name=曾国藩", "mobile_phone=13812345678", "birth_date=1980-01-02", "landline_phone=0731-88881234"
    )
    other = terminal.add(
        "full_name=曾国凡", "mobile_phone=13900001111", "birth_date=1980-01-02", "landline_phone=88881234"
    )
    terminal.add("full_name=左宗棠", "mobile_phone=13700000000")
    found = terminal("duplicates").json
    assert (found["cards"], found["doubled"], found["rate_percent"], found["groups_in_all"]) == (3, 2, 66.67, 1)
    (group,) = found["groups"]
    (pair,) = group["pairs"]
    assert {card["no"] for card in group["customers"]} == {pair["no"], pair["other_no"]} == {one, other}
    assert pair["band"] == "likely" and "birth_same" in pair["reasons"] and "same birth date" in pair["why"]
    assert group["mark"] is None
    assert "曾国凡" in terminal("duplicates", json_wanted=False).out
    assert terminal("duplicates", "--limit", "0").json["groups"] == []
    assert terminal("duplicates", "dismiss", one, other).code == 0
    assert terminal("duplicates", "--scan").json["groups"] == []


def test_two_numbers_are_dismissed_and_nothing_else(terminal):
    one = terminal.add("full_name=曾国藩", "mobile_phone=13812345678")
    assert terminal("duplicates", "dismiss", one).error == "usage"
    assert terminal("duplicates", "dismiss", one, one).error == "one_customer"
    assert terminal("duplicates", "dismiss", one, "KH-0").error == "not_found"
    assert terminal("duplicates", "dismiss").code == 2


def test_a_dry_run_says_what_a_row_is_like(terminal, tmp_path):
    no = terminal.add("full_name=曾国藩", "mobile_phone=13812345678", "birth_date=1980-01-02")
    terminal("duplicates")
    file = tmp_path / "list.csv"
    lines = ["姓名,手机,出生日期", "曾國藩,13900001111,1980-01-02", "左宗棠,13700000000,", "左宗棠,13700000000,"]
    file.write_text("\n".join(lines), "utf-8")
    dry = terminal("import", str(file), "--dry-run").json
    assert (dry["created"], dry["duplicates"]) == (1, 2)
    told = {row["row"]: row["like"] for row in dry["rows"]}
    assert told[2]["no"] == no and told[2]["why"].startswith("same birth date · same name · ")
    assert told[4] == {"no": "", "row": 3, "why": "same mobile number"}
