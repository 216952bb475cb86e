"""What the benchmarks share: made-up customers, a server process, and small statistics."""

from __future__ import annotations

import csv
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.search import Generator

PASSPHRASE = "bench-passphrase"
PASSWORD = "bench-password"
ENVIRONMENT = {**os.environ, "DESKTOP_CRM_PASSPHRASE": PASSPHRASE, "QT_QPA_PLATFORM": "offscreen"}

_HEADERS = (
    "客户类型", "姓名", "单位名称", "客户性质", "性别", "籍贯", "最高学历", "信誉度", "通讯地址", "邮政编码",
    "固定电话",
    "移动电话", "E-mail", "备注", "客户等级", "信息来源", "出生日期", "职业", "工作单位", "主营产品",
)  # fmt: skip


def customer_rows(count: int, seed: int = 7) -> Iterator[tuple[str, ...]]:
    """Give made-up customers in the order of the headers, all well-formed."""
    make, rng = Generator(seed), random.Random(seed)
    for _number in range(count):
        organisation = rng.random() < 0.25
        name = make.company() if organisation else make.person()
        yield (
            "组织" if organisation else "个人",
            "" if organisation else name,
            name if organisation else "",
            rng.choice(("制造商客户", "中间商·零售商", "普通公司")) if organisation else "",
            "" if organisation else rng.choice("男女"),
            "" if organisation else rng.choice(("浙江绍兴", "江苏苏州", "广东佛山", "湖南长沙")),
            "" if organisation else rng.choice(("大学本科", "大学专科", "普通高中")),
            rng.choice("ABCDN"),
            make.address(),
            f"{rng.randrange(100000, 859999)}",
            f"0{rng.choice(('20', '755', '21', '10', '571'))}-{rng.randrange(2 * 10**7, 8 * 10**7)}",
            f"1{rng.choice(('38', '39', '36', '50', '58', '86'))}{rng.randrange(10**8):08}",
            f"u{rng.randrange(10**9)}@example.cn",
            "，".join(rng.sample(_TALK, 12)) + "。",
            rng.choice(("VIP客户", "主要客户", "普通客户", "小客户")),
            rng.choice(("展会", "网络", "他人介绍")),
            "" if organisation else f"19{rng.randrange(50, 99)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}",
            "" if organisation else rng.choice(("教师", "工程师", "个体", "会计")),
            "" if organisation else make.company(),
            rng.choice(("面料", "轴承", "纸箱", "软件")) if organisation else "",
        )


_TALK = (
    "客户对价格比较敏感", "希望下周三之前收到报价", "喜欢喝茶", "已寄样品", "等待反馈", "老板出差", "月底回来再联系",
    "对竞争对手的产品不太满意", "主要关心交货期和售后服务", "付款方式为月结三十天", "需要开具增值税专用发票",
    "由王总介绍认识", "在展会上交换名片", "采购由财务总监审批", "去年合作过两次", "质量反映良好", "建议节日问候",
    "爱好钓鱼", "计划明年扩建厂房", "预算约五十万元",
)  # fmt: skip


def write_list(path: Path, count: int, seed: int = 7) -> None:
    """Write a customer list as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADERS)
        writer.writerows(customer_rows(count, seed))


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: its JSON answer, wall and CPU seconds, peak memory in MB."""

    answer: dict[str, object]
    wall_s: float
    cpu_s: float
    peak_mb: float


def run(arguments: Sequence[str], stdin: str = "") -> Run:
    """Run a Python module as a process and read the JSON document it prints."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        text=True,
    )
    out, err = process.communicate(stdin) if os.name == "nt" else _communicate(process, stdin)
    wall = time.perf_counter() - started
    usage = _usage.pop(process.pid, None)
    if not out.strip():
        raise RuntimeError(f"{arguments}: {err[-2000:]}")
    answer = json.loads(out)
    cpu = usage.ru_utime + usage.ru_stime if usage else 0.0
    return Run(answer, wall, cpu, usage.ru_maxrss / 1024 if usage else 0.0)


_usage: dict[int, object] = {}


def _communicate(process: subprocess.Popen[str], stdin: str) -> tuple[str, str]:
    """Like communicate, and keep what the kernel says the process used."""
    import threading

    texts = {"out": "", "err": ""}
    readers = [
        threading.Thread(target=lambda: texts.__setitem__("out", process.stdout.read())),
        threading.Thread(target=lambda: texts.__setitem__("err", process.stderr.read())),
    ]
    for reader in readers:
        reader.start()
    process.stdin.write(stdin)
    process.stdin.close()
    for reader in readers:
        reader.join()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    _usage[process.pid] = usage
    return texts["out"], texts["err"]


def crm(profile: Path, *words: str, stdin: str = "") -> Run:
    """Run one command of the client."""
    return run(["-m", "desktop_crm", "--profile", str(profile), "--json", *words], stdin)


@contextmanager
def server(folder: Path, users: Sequence[str] = ("chen", "lin")) -> Iterator[tuple[str, int]]:
    """Run a server on loopback; give its address and process id."""
    database = ["-m", "sync.server", "--db", f"sqlite:///{folder / 'server.db'}", "--json"]
    if not (folder / "server.db").exists():
        run([*database, "init", "--company", "Bench"])
        run([*database, "team", "add", "east"])
        for user in users:
            run([*database, "user", "add", user, "--password-stdin", "--team", "east"], f"{PASSWORD}\n")
    process = subprocess.Popen(
        [sys.executable, *database, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=(folder / "server.log").open("w"),
        text=True,
        env=ENVIRONMENT,
    )
    try:
        address = json.loads(process.stdout.readline())["listening"]
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(10)


def cpu_of(pid: int) -> float:
    """Return the CPU seconds a running process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(figures: Sequence[float], share: float) -> float:
    """Return the value below which a share of the figures lies."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(figures: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(figures)
