"""A plan says what will happen, the import does it, and nothing is lost on the way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from python_calamine import load_workbook

from desktop_crm.domain.fields import FormKind
from desktop_crm.errors import ExchangeError, StoreError
from desktop_crm.exchange import plan as plans
from desktop_crm.exchange.importer import DuplicatePolicy, run_import
from desktop_crm.exchange.plan import Cancelled, open_plan
from desktop_crm.exchange.target import NewCustomer, Written
from desktop_crm.exchange.wording import FILE_ERRORS, REASONS, REPAIRS, file_error, repair_sentence

from .support import TODAY, FakeTarget, StoredCard, imported, planned, write_csv, write_xlsx

DEMO = Path(__file__).parents[3] / "resources" / "sample_data" / "messy_customers.csv"


def known() -> FakeTarget:
    values = {"customer_no": "SM-1", "full_name": "张三", "mobile_phone": "13800001234"}
    return FakeTarget(StoredCard(FormKind.INDIVIDUAL, dict(values), ()))


def names(count: int, start: int = 0) -> str:
    return "姓名,手机\n" + "".join(f"张{chr(0x4E00 + n)},{13800000000 + n}\n" for n in range(start, start + count))


def test_counts_and_states(tmp_path: Path) -> None:
    text = (
        "姓名,手机,年龄\n张三,13800001234,\n李四,13800001235,41\n李四,138-0000-1235,\n王五,12,\n赵六,,200\n钱七,,30\n"
    )
    plan = planned(write_csv(tmp_path / "a.csv", text), known())
    assert (plan.counts.create, plan.counts.duplicate, plan.counts.error, plan.counts.drafts) == (2, 2, 2, 1)
    stored, _, repeat, *_ = plan.rows
    assert stored.duplicate is not None
    assert (stored.duplicate.customer_no, stored.duplicate.hard) == ("SM-1", False)
    assert repeat.duplicate is not None
    assert repeat.duplicate.row == 3


def test_hard_repeats_inside_the_file(tmp_path: Path) -> None:
    text = "姓名,手机,身份证号\n张三,13800001234,11010519491231002X\n李四,13800001235,11010519491231002x\n"
    row = planned(write_csv(tmp_path / "a.csv", text)).rows[1]
    assert row.duplicate is not None
    assert row.duplicate.hard


def test_duplicates_are_skipped_filled_or_created(tmp_path: Path) -> None:
    text = "姓名,手机,邮箱\n张三,13800001234,a@example.cn\n李四,13800001235,\n李四,13800001235,b@example.cn\n"
    path = write_csv(tmp_path / "a.csv", text)
    target = known()
    result = imported(path, target)
    assert (result.created, result.updated, result.duplicates, result.failed) == (1, 0, 2, 0)
    assert "email" not in target.cards["SM-1"].values

    target = known()
    result = imported(path, target, policy=DuplicatePolicy.FILL)
    assert (result.created, result.updated, result.duplicates) == (1, 2, 0)
    assert target.cards["SM-1"].values["email"] == "a@example.cn"
    assert imported(path, target, policy=DuplicatePolicy.FILL).duplicates == 3

    target = known()
    assert imported(path, target, policy=DuplicatePolicy.CREATE).created == 3


def test_failed_rows_are_saved_with_their_cells_and_reasons(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "名单.xlsx", [["姓名", "手机", "工号"], ["张三", "1.38E+10", "007"], ["李四", 13800001235, 5]]
    )
    result = imported(path, FakeTarget(refuse="李四"))
    assert (result.created, result.failed) == (0, 2)
    assert result.failed_file == tmp_path / "名单.失败.xlsx"
    rows = list(load_workbook(str(result.failed_file)).get_sheet_by_index(0).iter_rows())
    assert rows[0] == ["姓名", "手机", "工号", "失败原因"]
    assert rows[1][:3] == ["张三", "1.38E+10", "007"]
    assert "丢失" in str(rows[1][3])
    assert rows[2][:3] == ["李四", 13800001235.0, 5.0]
    mended = write_csv(tmp_path / "b.csv", "姓名,手机,失败原因\n张三,13800001234,x\n")
    assert imported(mended, FakeTarget()).created == 1


def test_failed_rows_go_elsewhere_when_the_folder_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop_crm.exchange import files

    path = write_csv(tmp_path / "a.csv", "姓名,手机\n张三,1\n")
    other = tmp_path / "other"
    other.mkdir()
    make = files.tempfile.mkstemp

    def refuse(**options: object) -> object:
        if options["dir"] == tmp_path:
            raise PermissionError(13, "read only")
        return make(**options)  # type: ignore[call-overload]

    monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
    assert imported(path, FakeTarget(), folder=other).failed_file == other / "a.失败.xlsx"
    result = imported(path, FakeTarget())
    assert (result.failed, result.failed_file) == (1, None)
    assert result.error is not None
    assert result.error.code == "unwritable"


def test_slices_progress_and_cancel(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", names(2_500))
    target, seen, stop = FakeTarget(), [], threading.Event()

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 2_000:
            stop.set()

    result = imported(path, target, progress=progress, cancel=stop)
    assert (result.created, result.cancelled) == (2_000, True)
    assert target.slices == [1_000, 1_000]
    assert seen == [(1_000, 2_500), (2_000, 2_500)]
    with pytest.raises(Cancelled):
        open_plan(path, today=TODAY).prepare(target, cancel=stop)


def test_an_error_of_the_store_keeps_what_was_created(tmp_path: Path) -> None:
    class Failing(FakeTarget):
        def create_many(self, customers: list[NewCustomer]) -> list[Written]:  # type: ignore[override]
            if self.slices:
                raise StoreError("disk_full")
            return list(super().create_many(customers))

    result = imported(write_csv(tmp_path / "a.csv", names(1_500)), Failing())
    assert result.created == 1_000
    assert result.error is not None
    assert result.error.code == "disk_full"


def test_a_long_file_is_read_again_instead_of_being_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "KEPT_ROWS", 1_200)
    path = write_csv(tmp_path / "a.csv", names(2_500))
    target = FakeTarget()
    plan = open_plan(path, today=TODAY)
    assert plan.prepare(target).create == 2_500
    assert (len(plan.rows), plan.complete) == (1_200, False)
    assert run_import(plan, target).created == 2_500


def test_a_row_that_repeats_one_written_in_an_earlier_slice(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", names(1_000) + "某某,13800000000\n")
    assert imported(path, FakeTarget()).duplicates == 1


def test_status_of_the_file_is_followed(tmp_path: Path) -> None:
    target = FakeTarget()
    imported(
        write_csv(
            tmp_path / "a.csv", "编号,姓名,手机,档案状态\nA1,张三,13800001234,草稿\nA2,李四,13800001235,已建档\n"
        ),
        target,
    )
    assert [target.cards[no].values["record_status"] for no in ("A1", "A2")] == ["draft", "filed"]


def test_json_lines_of_a_person_and_broken_ones(tmp_path: Path) -> None:
    lines = (
        '{"kind":"organisation","fields":{"org_name":"示例有限公司"},"contacts":[{"name":"李四","position":"经理"}]}\n'
        '{"kind":"individual","fields":{"full_name":"张三","preferences":["茶","球"],"sex":"男"},"family":[{"name":"王五"}]}\n'
        '{"fields":{"nonsense":1}}\n[1]\n{"fields":\n{"fields":{"full_name":{"a":1}}}\n\n{"fields":{"age_stated":"x"}}\n'
    )
    target = FakeTarget()
    result = imported(write_csv(tmp_path / "a.jsonl", lines), target)
    assert (result.created, result.failed) == (2, 5)
    first, second = target.cards.values()
    assert first.grid == ({"name": "李四", "position": "经理"},)
    assert second.values["preferences"] == ("球", "茶")
    assert second.values["sex"] == "male"


def test_mapping_a_file_without_headers_is_wrong_use(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.jsonl", '{"fields":{"full_name":"张三"}}\n')
    with pytest.raises(ExchangeError) as caught:
        open_plan(path, {"姓名": "full_name"})
    assert caught.value.code == "needs_no_mapping"


def test_the_demo_list() -> None:
    plan = planned(DEMO)
    counts = plan.counts
    assert (counts.create, counts.duplicate, counts.error, counts.empty) == (34, 1, 5, 1)
    assert {repair.code for row in plan.rows for repair in row.repairs} >= {
        "normalised", "leading_zero", "full_width", "second_number", "serial_date", "name_spaces", "empty_word",
    }  # fmt: skip
    assert all(row.reasons("zh") for row in plan.rows if row.state == "error")


def test_sentences_exist_in_both_languages() -> None:
    for table in (REPAIRS, REASONS, FILE_ERRORS):
        assert all(len(texts) == 2 and all(texts) for texts in table.values())
    assert repair_sentence("leading_zero", "en") == "lost leading zero restored"
    assert "a.csv" in file_error(ExchangeError("empty", path="a.csv"), "zh")
