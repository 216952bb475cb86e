"""The company's form on several laptops: it comes by synchronisation, and values outrun it."""

from __future__ import annotations

import pytest

from desktop_crm.domain.custom.definition import CustomChoice, CustomField
from desktop_crm.errors import RecordRefused
from desktop_crm.services.conflicts import Decision
from sync.server import parameters
from sync.server.context import Role
from tests.support.profiles import INDIVIDUAL
from tests.sync.client.office import Office

PLATE = CustomField("x_plate", "车牌号", "Plate", "code", "认出客户", "P1")
FRAME = CustomField("x_frame", "车架号", "Frame", "code", "识别车辆", "P1")
FUELS = CustomField(
    "x_fuels", "燃料", "Fuels", "set", "备件", choices=tuple(CustomChoice(one, one) for one in ("汽油", "纯电", "混动"))
)


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    office.user("boss", role=Role.ADMIN)
    office.user("chen", "east")
    office.user("deng", role=Role.ADMIN)
    return office


def publish(laptop, *fields):
    laptop.app.forms.keep(fields)
    return laptop.app.forms.publish("因为")


def test_a_version_reaches_everybody_and_only_administrators_publish(office):
    boss, chen = office.laptop("boss"), office.laptop("chen")
    version = publish(boss, PLATE)
    boss.sync()
    chen.sync()
    assert chen.app.forms.book().version_id == version.id
    with pytest.raises(RecordRefused):
        chen.app.forms.keep((PLATE, FRAME))
    saved = chen.app.customers.create({**INDIVIDUAL, "x_plate": "浙A1"})
    chen.sync()
    boss.sync()
    assert boss.values(saved.id)["x_plate"] == "浙A1"
    assert boss.values(saved.id)["form_version"] == version.id


def test_a_value_of_a_version_that_is_not_here_survives_here_and_is_found_once_it_is(office):
    boss, second = office.laptop("boss"), office.laptop("boss", "second")
    publish(boss, PLATE)
    saved = boss.app.customers.create({**INDIVIDUAL, "x_plate": "浙A1"})
    boss.sync()
    version = publish(boss, PLATE, FRAME)
    boss.app.customers.update(saved.id, {"x_frame": "LSV1"})
    boss.sync()
    office.admin(parameters.remove_parameter, "form", f"customer {version.id}")
    second.sync()
    assert [one.number for one in second.app.forms.book().versions] == [1]
    card = second.app.queries.card(saved.id)
    assert (card.values["x_frame"], card.record["x_frame"].sensitivity) == (
        "LSV1",
        "P2",
    )  # masked: nobody knows it here
    second.app.customers.update(saved.id, {"x_plate": "浙A2"})
    second.sync()
    assert second.app.queries.find("LSV1") == []
    text = boss.app.parameters.all("form")[f"customer {version.id}"]
    office.admin(parameters.set_parameter, "form", f"customer {version.id}", text)
    second.sync()
    boss.sync()
    second.app.build_search()
    assert [row.id for row in second.app.queries.find("LSV1")] == [saved.id]
    assert second.values(saved.id)["x_frame"] == boss.values(saved.id)["x_frame"] == "LSV1"
    assert boss.values(saved.id)["x_plate"] == "浙A2"


def test_two_administrators_who_publish_at_once_lose_nothing(office):
    boss, deng = office.laptop("boss"), office.laptop("deng")
    publish(boss, PLATE)
    boss.sync()
    deng.sync()
    publish(boss, PLATE, FRAME)
    office.forward(deng, seconds=5)
    publish(deng, PLATE, FUELS)
    for laptop in (boss, deng, boss):
        laptop.sync()
    books = [laptop.app.forms.book() for laptop in (boss, deng)]
    assert books[0].version_id == books[1].version_id and len(books[0].versions) == 3
    assert len(books[0].overlooked) == 1
    boss.app.forms.rebase()
    boss.app.forms.publish("合并")
    boss.sync()
    deng.sync()
    assert {one.id for one in deng.app.forms.book().in_force.in_use} == {"x_plate", "x_frame", "x_fuels"}


def test_choices_of_two_people_are_united_though_the_server_reads_no_form(office):
    boss, second = office.laptop("boss"), office.laptop("boss", "second")
    publish(boss, FUELS)
    saved = boss.app.customers.create({**INDIVIDUAL, "x_fuels": ("汽油",)})
    boss.sync()
    second.sync()
    boss.app.customers.update(saved.id, {"x_fuels": ("汽油", "纯电")})
    second.app.customers.update(saved.id, {"x_fuels": ("混动",)})
    for laptop in (boss, second, boss):
        laptop.sync()
    assert boss.values(saved.id)["x_fuels"] == second.values(saved.id)["x_fuels"] == ("混动", "纯电")


def test_an_overwritten_value_is_in_the_inbox_and_can_be_taken_back(office):
    boss, second = office.laptop("boss"), office.laptop("boss", "second")
    publish(boss, PLATE)
    saved = boss.app.customers.create({**INDIVIDUAL, "x_plate": "浙A1"})
    boss.sync()
    second.sync()
    boss.app.customers.update(saved.id, {"x_plate": "浙A2"})
    office.forward(boss, second, seconds=60)
    second.app.customers.update(saved.id, {"x_plate": "浙A3"})
    for laptop in (boss, second, boss):
        laptop.sync()
    assert boss.values(saved.id)["x_plate"] == "浙A3"
    (conflict,) = boss.app.queries.conflicts(saved.id)
    assert (conflict.field, conflict.loser) == ("x_plate", "浙A2")
    assert conflict.customer["x_plate"].zh == "车牌号"
    boss.app.conflicts.resolve(conflict.id, Decision.TAKE)
    assert boss.values(saved.id)["x_plate"] == "浙A2"
