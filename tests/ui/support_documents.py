"""A small company with everything that documents can say, and helpers to read what was printed."""

from __future__ import annotations

import pypdfium2

from desktop_crm.domain.documents import BY_ID, About
from desktop_crm.queries.customers import ListFilter, Order
from desktop_crm.services.customers import GridInput
from desktop_crm.services.rows import RowChange
from tests.support.profiles import Clock, profile
from ui.printing.compose import Request, usual_setup
from ui.printing.output import save_pdf

LONG = "".join(f"第{n}句，客户谈到交期、质量和付款。" for n in range(1, 111))
PERSON = {
    "full_name": "欧阳若兰", "signed_by": "王五", "sex": "female", "mobile_phone": "13800001811",
    "mailing_address": "浙江省绍兴市越城区解放大道188号", "postal_code": "312000", "preferred_name": "欧阳老师",
    "id_type": "resident_id", "id_number": "11010519491231002X", "health_status": "chronic",
    "annual_income_band": "100k_200k", "consent_sensitive_on": "2026-03-01",
}  # fmt: skip
FAMILY = {"name": "周志远𬱖", "relation": "spouse", "phone": "13900001811", "work_unit": "示例医院"}
FIRM = {
    "customer_kind": "organisation", "org_name": "鉴湖轻纺公司", "customer_nature": "wholesaler", "signed_by": "王五",
    "mailing_address": "绍兴市柯桥区轻纺城大道1888号", "postal_code": "312030", "landline_phone": "0575-84112233",
}  # fmt: skip
SECRETS = ("11010519491231002X", "周志远", "13900001811", "有慢性病", "10–20万元")


def company(folder):
    """A person with everything, a firm with one order, one without an address, one whom no post may reach."""
    made = profile(folder, passphrase="长夜漫漫", clock=Clock(), issuer_name="某商贸有限公司", device_name="书房")
    person = made.customers.create(PERSON, [GridInput(FAMILY)])
    family = made.queries.card(person.id).grid[0].id
    firm = made.customers.create(FIRM, [GridInput({"name": "王建国", "position": "总经理", "phone": "13800138000"})])
    made.customers.create({"full_name": "李四", "signed_by": "王五", "mobile_phone": "13800138004"})
    made.customers.create(
        {
            "full_name": "赵六",
            "signed_by": "王五",
            "mailing_address": "绍兴市胜利路2号",
            "contact_permission": ("phone",),
        }
    )
    order = made.new_id()
    made.rows.save(person.id, [
        RowChange("activity", {"contacted_at": "2026-03-02T02:00:00Z", "method": "visit", "purpose": "win_back",
                               "summary": LONG, "cost": "120.50", "place": "绍兴饭店", "contact_id": family,
                               "concession_type": "gift", "concession_value": "80", "competitors": ("对手甲",)}),
        RowChange("activity", {"contacted_at": "2026-10-02T02:00:00Z", "method": "phone", "purpose": "after_sales",
                               "summary": "回访顺利", "feeling_score": 4, "review_note": "做得好"}),
        RowChange("investment", {"invested_at": "2026-05-06T07:00:00Z", "method": "letter", "cost": "860",
                                 "other_effort": "送样品两米", "other_cost": "15.25"}),
        RowChange("sales_order", {"order_no": "SO-1", "ordered_on": "2026-05-01", "amount": "8,600", "state": "closed",
                                  "product_line": "面料", "gross_margin": "1,900"}, new_id=order),
        RowChange("order_line", {"order_id": order, "product": "全棉斜纹", "quantity": 3600, "unit": "米"}),
        RowChange("payment", {"order_id": order, "amount": "8,600", "paid_on": "2026-05-20", "method": "transfer"}),
        RowChange("prospect_survey", {"surveyed_by": "林晓", "surveyed_on": "2025-01-02", "likelihood": "high",
                                      "demand_features": "要稳定的面料", "source_channel": "exhibition"}),
        RowChange("stop_record", {"stopped_on": "2026-08-01", "stop_reason_main": "competitor", "lost_to": "某大厂",
                                  "stop_reason_text": "对方给了两年账期。"}),
        RowChange("assessment", {"source_kind": "survey", "assessed_on": "2026-09-01", "reputation": 4,
                                 "dealings_with_competitors": "向对手甲买过辅料", "demand_potential": "600,000"}),
    ])  # fmt: skip
    made.rows.save(
        firm.id, [RowChange("sales_order", {"order_no": "SO-2", "ordered_on": "2025-01-01", "amount": "10"})]
    )
    return made


def rid(app, name):
    return next(row.rid for row in app.queries.find(name) if row.values["display_name"] == name)


def everybody(app):
    return app.queries.all_rids(ListFilter(), Order())


def request(app, document, who=None, **more):
    each = BY_ID[document].about is About.EACH
    rids = who if who is not None else [rid(app, "欧阳若兰")] if each else everybody(app)
    return Request(document, rids, setup=more.pop("setup", usual_setup(BY_ID[document])), **more)


def texts(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def printed(app, path, document, **more):
    plan = save_pdf(app, request(app, document, **more), path)
    pages = texts(path)
    assert len(pages) == len(plan) * plan.copies
    return pages


def squeezed(text):
    return "".join(str(text).split())
