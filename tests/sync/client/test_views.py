"""Views of the list on the laptops: shared ones travel, private ones stay."""

from __future__ import annotations

import pytest

from desktop_crm.domain.filters.reading import read_filter
from desktop_crm.domain.list_views import Columns, Look
from desktop_crm.domain.saved_view import Audience
from desktop_crm.errors import NotFound, RecordRefused, UsageError
from sync.server import access, accounts
from sync.server.context import Role
from tests.support.profiles import count

LOOK = Look(read_filter("客户等级 是 VIP客户"), "updated_at", True, "region", Columns(("name", "tier"), {"name": 200}))


def _names(laptop):
    return [(view.name, view.shared) for view in laptop.app.views.all()]


def test_shared_views_travel_with_all_they_hold_and_private_ones_stay(pair):
    one, two = pair
    shared = one.app.views.add("重点", LOOK, Audience.COMPANY)
    private = one.app.views.add("只有我", LOOK)
    one.sync()
    two.sync()
    assert _names(two) == [("重点", True)]
    (view,) = two.app.views.all()
    assert (view.look, view.own, view.by) == (LOOK, False, one.app.facts()["user_name"])
    with pytest.raises(RecordRefused, match="view_of_another"):
        two.app.views.change(shared, name="我的")
    with pytest.raises(RecordRefused, match="view_of_another"):
        two.app.views.remove(shared)
    one.app.views.change(shared, name="重点客户")
    one.app.views.share(private, Audience.COMPANY)
    one.sync()
    two.sync()
    assert _names(two) == [("只有我", True), ("重点客户", True)]
    one.app.views.share(private, Audience.PRIVATE)
    one.app.views.remove(shared)
    one.sync()
    two.sync()
    assert _names(two) == []
    one.app.views.restore(shared, Audience.COMPANY)
    one.sync()
    two.sync()
    assert _names(two) == [("重点客户", True)]
    assert _names(one) == [("只有我", False), ("重点客户", True)]
    assert two.app.queries.conflicts() == []
    assert count(one.app, "outbox", "state = 'pending'") == 0


def test_what_is_no_view_is_refused_before_anything_is_written(pair):
    one, _ = pair
    views = one.app.views
    for name, look, code in (
        ("", LOOK, "view_name"),
        ("长" * 61, LOOK, "view_name"),
        ("好", Look(columns=Columns(tuple("名" * 60 for _ in range(300)))), "view_too_large"),
    ):
        with pytest.raises(UsageError, match=code):
            views.add(name, look)
    with pytest.raises(NotFound, match="no_such_view"):
        views.called("没有")
    with pytest.raises(NotFound, match="no_such_view"):
        views.remove("none")
    assert views.called("Mine").id == "mine"
    assert views.all() == []


# -- views of a team ------------------------------------------------------------------------------


@pytest.fixture
def company(office):
    """Two people of the team east, one of west, a director and an administrator."""
    with office.database.write() as conn:
        accounts.add_team(conn, "west")
    office.user("sun", "west")
    office.user("qian", role=Role.DIRECTOR)
    office.user("root", role=Role.ADMIN)
    laptops = {name: office.laptop(name) for name in ("wang", "li", "sun", "zhao", "qian", "root")}
    yield laptops
    for laptop in laptops.values():
        laptop.app.close()


def _everybody_syncs(laptops):
    for laptop in laptops.values():
        laptop.sync()


def test_a_teams_view_goes_to_the_team_and_who_sees_everything_and_to_no_other_team(office, company):
    wang = company["wang"]
    view = wang.app.views.add("本周要拜访", LOOK, Audience.TEAM)
    _everybody_syncs(company)
    _everybody_syncs(company)
    assert {name for name, laptop in company.items() if _names(laptop)} == {"wang", "li", "qian", "root"}
    (seen,) = company["li"].app.views.all()
    assert (seen.audience, seen.look, seen.own, seen.team) == (Audience.TEAM, LOOK, False, "east")
    with office.database.read() as conn:  # what the server keeps of it is in the scopes of that team alone
        held = access.present_scopes(conn, [view])[view]
    assert held == {"u:wang", "t:east", "all"}
    for name in ("sun", "zhao"):
        assert count(company[name].app, "team_view") == 0
    assert company["li"].app.sync_log.came.since("2026-01-01T00:00:00.000Z").changed == 0  # no customer


def test_only_author_and_administrators_change_it_also_at_the_server(company):
    wang, li, root = (company[name] for name in ("wang", "li", "root"))
    view = wang.app.views.add("本周要拜访", LOOK, Audience.TEAM)
    _everybody_syncs(company)
    with pytest.raises(RecordRefused, match="view_of_another"):
        li.app.views.change(view, name="我的")
    li.app.set_facts(role="admin")  # a laptop that believes it may
    with li.app.store.write() as connection:
        connection.exec_driver_sql("UPDATE employee SET role = 'admin' WHERE user_name = 'li'")
    li.app.views.change(view, name="我的")
    li.sync()
    _everybody_syncs(company)
    assert _names(wang) == [("本周要拜访", True)]
    root.app.views.change(view, name="全组要拜访")
    _everybody_syncs(company)
    _everybody_syncs(company)
    assert _names(wang) == [("全组要拜访", True)]


def test_a_view_moves_between_team_and_company_and_leaves_those_who_may_not_see_it(company):
    wang, li, sun = (company[name] for name in ("wang", "li", "sun"))
    view = wang.app.views.add("重点", LOOK, Audience.COMPANY)
    _everybody_syncs(company)
    assert _names(sun) == [("重点", True)]
    of_team = wang.app.views.share(view, Audience.TEAM)
    assert of_team != view
    _everybody_syncs(company)
    assert _names(sun) == [] and _names(li) == [("重点", True)]
    wang.app.views.remove(of_team)
    _everybody_syncs(company)
    assert _names(li) == []
    wang.app.views.restore(of_team, Audience.TEAM)
    _everybody_syncs(company)
    assert _names(li) == [("重点", True)]
    with pytest.raises(RecordRefused, match="no_team"):
        company["zhao"].app.views.add("我的组", LOOK, Audience.TEAM)
    assert _names(company["zhao"]) == []


def test_who_joins_the_team_gets_its_views_who_leaves_loses_them(office, company):
    company["wang"].app.views.add("本周要拜访", LOOK, Audience.TEAM)
    _everybody_syncs(company)
    with office.database.write() as conn:
        accounts.change_user(conn, office.context(), "sun", team_name="east")
        accounts.change_user(conn, office.context(), "li", team_name="west")
    _everybody_syncs(company)
    assert _names(company["sun"]) == [("本周要拜访", True)] and _names(company["li"]) == []
