"""What hangs on the invented customers: a photo and a contract, made here so that none of anybody's is in the tree."""

from __future__ import annotations

import struct
import zlib

from desktop_crm.bootstrap import Application

_WIDTH, _HEIGHT = 320, 240
_OFFICE = b"PK\x03\x04"
_TEXT = ("SALES CONTRACT No. 2026-0311", "Party A: Shaoxing Sample Trading Co., Ltd.", "Party B: Ouyang Ruolan")


def attach_some(app: Application, customer_id: str) -> None:
    """Attach a photo, a contract of two pages, a list, and something with a long name."""
    files = (
        ("门店照片.png", photo(), "门头，2026 年 3 月拍摄"),
        ("销售合同 2026-0311.pdf", contract(), "已盖章"),
        ("报价单.xlsx", _OFFICE + bytes(48_000), ""),
        ("一份名字特别长的附件，用来看长的文件名在卡片里怎样显示（第三次修改稿）.docx", _OFFICE + bytes(2_400_000), ""),
    )
    for name, data, note in files:
        app.attachments.add(customer_id, [app.attachments.take_bytes(data, name)], note)


def photo() -> bytes:
    """Paint a house under an evening sky as a PNG."""
    rows = bytearray()
    for y in range(_HEIGHT):
        rows.append(0)  # no filter
        for x in range(_WIDTH):
            rows += _pixel(x, y)
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    chunks = b"".join(struct.pack(">I", len(data)) + kind + data + _sum(kind + data) for kind, data in parts)
    return b"\x89PNG\r\n\x1a\n" + chunks


def _sum(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


def _pixel(x: int, y: int) -> bytes:
    if (x - 250) ** 2 + (y - 60) ** 2 < 400:
        return bytes((255, 236, 190))
    if 90 <= x < 230 and 120 <= y < 210:
        window = (x - 90) % 35 > 12 and 140 <= y < 170
        return bytes((250, 214, 120)) if window else bytes((196, 164, 132))
    if 80 <= x < 240 and 108 <= y < 120:
        return bytes((176, 62, 52))
    if y >= 205:
        return bytes((108 + y % 3, 118, 96))
    return bytes((min(255, 90 + y), min(255, 130 + y // 2), 200 - y // 4))


def contract() -> bytes:
    """Write a PDF of two pages."""
    pages = [_page(number) for number in (1, 2)]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    return _assembled(objects)


def _page(number: int) -> bytes:
    clauses = range((number - 1) * 12 + 1, number * 12 + 1)
    lines = [*_TEXT, *(f"Article {clause}. This line stands for a clause of the contract." for clause in clauses)]
    shown = b"".join(b"(%b) Tj 0 -40 Td " % line.encode() for line in lines)
    return b"BT /F1 14 Tf 60 770 Td %b(Page %d) Tj ET" % (shown, number)


def _assembled(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)
