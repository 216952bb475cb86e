"""Composition root: from a profile folder to a working application. No Qt, no HTTP."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_crm import clock as clocks
from desktop_crm.clock import Clock, NewId
from desktop_crm.domain import claims as claim_rules
from desktop_crm.events import EventBus
from desktop_crm.paths import ProfilePaths
from desktop_crm.queries.advice import AdviceQueries
from desktop_crm.queries.attachments import AttachmentQueries
from desktop_crm.queries.batches import BatchQueries
from desktop_crm.queries.callers import CallerQueries
from desktop_crm.queries.campaigns import CampaignQueries
from desktop_crm.queries.claims import ClaimQueries
from desktop_crm.queries.classes import ClassQueries
from desktop_crm.queries.collection import CollectionQueries
from desktop_crm.queries.customers import CustomerQueries
from desktop_crm.queries.duplicates import DuplicateQueries
from desktop_crm.queries.groups import GroupQueries
from desktop_crm.queries.history import HistoryQueries
from desktop_crm.queries.one_view import OneViewQueries
from desktop_crm.queries.quality import QualityQueries
from desktop_crm.queries.rows import RowQueries
from desktop_crm.queries.steps import StepQueries
from desktop_crm.queries.sync_log import SyncLog
from desktop_crm.queries.timeline import TimelineQueries
from desktop_crm.services.attachments import AttachmentService
from desktop_crm.services.batches import BatchService
from desktop_crm.services.bulk_edit import BulkEditService
from desktop_crm.services.campaigns import CampaignService
from desktop_crm.services.claims import ClaimService
from desktop_crm.services.classification import ClassService
from desktop_crm.services.collection import CollectionService
from desktop_crm.services.company_rows import CompanyRows
from desktop_crm.services.conflicts import ConflictService
from desktop_crm.services.contacts import ContactService
from desktop_crm.services.customers import CustomerService
from desktop_crm.services.duplicate_search import DuplicateService
from desktop_crm.services.forms import FormService
from desktop_crm.services.history import HistoryService
from desktop_crm.services.manual_classes import ManualClassService
from desktop_crm.services.merging import MergeService
from desktop_crm.services.parameters import ParameterService
from desktop_crm.services.privacy import PrivacyService
from desktop_crm.services.quality import QualityService
from desktop_crm.services.revealing import RevealService
from desktop_crm.services.rows import RowService
from desktop_crm.services.verification import VerificationService
from desktop_crm.services.views import ViewService
from desktop_crm.store import audit, backup, erasing, meta, opening, search, unseen
from desktop_crm.store.engine import Store

DEVICE_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else


@dataclass(slots=True)
class Application:
    """One open profile."""

    paths: ProfilePaths
    store: Store
    events: EventBus
    customers: CustomerService
    rows: RowService
    contacts: ContactService
    conflicts: ConflictService
    duplicates: DuplicateService
    queries: CustomerQueries
    row_queries: RowQueries
    steps: StepQueries
    advice: AdviceQueries
    one_view: OneViewQueries
    timelines: TimelineQueries
    callers: CallerQueries
    duplicate_queries: DuplicateQueries
    sync_log: SyncLog
    history_queries: HistoryQueries
    history: HistoryService
    parameters: ParameterService
    forms: FormService
    attachments: AttachmentService
    attachment_queries: AttachmentQueries
    merging: MergeService
    classes: ClassService
    manual_classes: ManualClassService
    class_queries: ClassQueries
    verification: VerificationService
    quality: QualityService
    quality_queries: QualityQueries
    privacy: PrivacyService
    collection: CollectionService
    collection_queries: CollectionQueries
    campaigns: CampaignService
    campaign_queries: CampaignQueries
    batches: BatchService
    bulk: BulkEditService
    batch_queries: BatchQueries
    claims: ClaimService
    claim_queries: ClaimQueries
    groups: GroupQueries
    views: ViewService
    revealing: RevealService
    clock: Clock = clocks.utc_now
    new_id: NewId = clocks.new_id
    today: Callable[[], date] = field(default=clocks.today)

    def facts(self) -> dict[str, str]:
        """Return the small facts of the profile (device, user, server, cursor)."""
        with self.store.read() as connection:
            return meta.everything(connection)

    def set_facts(self, **facts: object) -> None:
        """Change small facts; None removes one."""
        with self.store.write() as connection:
            meta.put(connection, **facts)

    def build_search(self, stop: Callable[[], bool] = lambda: False, *, cards_a_slice: int = search.SLICE) -> None:
        """Make the search entries that are still missing; ``stop`` ends it early.

        Each slice is one transaction that other writers wait for: a window takes small ones.
        """
        worked, left = False, True
        while left and not stop():
            with self.store.write() as connection:
                left = not search.is_complete(connection)
                if left:
                    search.drain(connection, cards_a_slice)
                    worked = True
                else:
                    search.tidy(connection)
        if worked:
            self.store.recycle()

    def write_audit(self, event: str, **detail: object) -> None:
        """Write down a sensitive action: what and how much, never the values."""
        with self.store.write() as connection:
            audit.write(connection, self.clock(), event, detail)

    def mark_seen(self, agg_ids: Iterable[str] | None = None) -> int:
        """Note that the person looked at some customers, or at all; return how many had news."""
        with self.store.write() as connection:
            return unseen.forget_all(connection) if agg_ids is None else unseen.forget(connection, agg_ids)

    def answer_question(self, word: str) -> None:
        """Write down what a person decided about customers that a restored server does not know: ``drop`` lets them
        go with the next synchronisation, ``keep`` leaves them here and asks again later."""
        self.set_facts(answer=word, answered_at=self.clock())
        self.write_audit("server_forgot_answer", answer=word)

    def back_up_today(self) -> Path | None:
        """Make today's automatic backup if there is none yet; before it, see which attachments are really here."""
        self.attachments.tidy()
        return backup.rotate(self.store, self.paths.backups, self.today().isoformat())

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def open_application(
    folder: Path,
    passphrase: str | None = None,
    *,
    create: bool = False,
    clock: Clock = clocks.utc_now,
    new_id: NewId = clocks.new_id,
    today: Callable[[], date] = clocks.today,
) -> Application:
    """Open the profile in ``folder``; with ``create`` make one there if it holds none.

    ``passphrase`` is for machines without a key store. Raises KeyMissing, WrongKey, Removed, StoreError.
    """
    paths = ProfilePaths(folder)
    erasing.refuse_removed(paths)
    if create and not opening.profile_exists(paths):
        opening.create_profile(paths, passphrase)
    store = opening.open_store(paths, passphrase)
    try:
        hash_key = _settle_in(store, new_id)
    except BaseException:
        store.close()
        raise
    return assemble(paths, store, hash_key, clock=clock, new_id=new_id, today=today)


def assemble(
    paths: ProfilePaths,
    store: Store,
    hash_key: bytes,
    *,
    clock: Clock = clocks.utc_now,
    new_id: NewId = clocks.new_id,
    today: Callable[[], date] = clocks.today,
) -> Application:
    """Put an application together on an open store."""
    events = EventBus()
    customers = CustomerService(store, events, clock=clock, new_id=new_id, today=today, hash_key=hash_key)
    rows = RowService(store, events, clock=clock, new_id=new_id, today=today, deriver=customers.deriver)
    parameters = ParameterService(store, events, clock=clock, new_id=new_id, deriver=customers.deriver)
    attachments = AttachmentService(
        store, events, paths, rows, parameters, clock=clock, new_id=new_id, deriver=customers.deriver
    )
    conflicts = ConflictService(store, events, clock=clock, new_id=new_id, today=today, deriver=customers.deriver)
    batches = BatchService(store, events, clock=clock, new_id=new_id, today=today, deriver=customers.deriver)
    queries, row_queries, steps, history = (
        CustomerQueries(store, today),
        RowQueries(store),
        StepQueries(store),
        HistoryQueries(store),
    )
    classes, class_queries, duplicate_queries = (
        ClassService(store, events, parameters, clock=clock, today=today),
        ClassQueries(store, today=today),
        DuplicateQueries(store),
    )
    advice = AdviceQueries(store, class_queries, today=today)
    quality_queries = QualityQueries(store, duplicate_queries, classes.parameters, today=today)
    company_rows = CompanyRows(
        store, events, parameters, clock=clock, new_id=new_id, today=today, deriver=customers.deriver
    )
    return Application(
        paths,
        store,
        events,
        customers,
        rows,
        ContactService(rows, clock, lambda: _fact(store, "user_name")),
        conflicts,
        DuplicateService(store, rows, conflicts, customers.deriver, clock),
        queries,
        row_queries,
        steps,
        advice,
        OneViewQueries(store, queries, row_queries, steps, advice),
        TimelineQueries(store, row_queries, history),
        CallerQueries(queries, row_queries),
        duplicate_queries,
        SyncLog(store),
        history,
        HistoryService(store, customers, rows),
        parameters,
        FormService(store, parameters, clock),
        attachments,
        AttachmentQueries(store),
        MergeService(store, events, clock=clock, new_id=new_id, deriver=customers.deriver),
        classes,
        ManualClassService(rows, parameters, today=today),
        class_queries,
        VerificationService(store, rows, clock, lambda: _fact(store, "user_name")),
        QualityService(store, quality_queries, today=today),
        quality_queries,
        PrivacyService(company_rows, clock, lambda: _fact(store, "user_name")),
        CollectionService(company_rows),
        CollectionQueries(store, today=today),
        CampaignService(store, company_rows, rows, today=today),
        CampaignQueries(store, today=today),
        batches,
        BulkEditService(store, batches, today=today),
        BatchQueries(store, batches.is_running),
        ClaimService(store, events, parameters, clock=clock, new_id=new_id, deriver=customers.deriver),
        ClaimQueries(
            store, lambda: claim_rules.ClaimRules.of(parameters.all(claim_rules.KIND)), parameters.role, clock
        ),
        GroupQueries(store, queries),
        ViewService(store, events, parameters, clock=clock, new_id=new_id, deriver=customers.deriver),
        RevealService(store, parameters.role, clock),
        clock,
        new_id,
        today,
    )


def _fact(store: Store, name: str) -> str:
    with store.read() as connection:
        return meta.get(connection, name)


def _settle_in(store: Store, new_id: NewId) -> bytes:
    """Give a new store its device and its hash key; return the key."""
    with store.read() as connection:
        known = meta.get(connection, "hash_key")
    if known:
        return bytes.fromhex(known)
    key = secrets.token_bytes(32)
    with store.write() as connection:
        known = meta.get(connection, "hash_key")  # another process may have been first
        if known:
            return bytes.fromhex(known)
        meta.put(
            connection,
            hash_key=key.hex(),
            device_id=new_id(),
            device_code="".join(secrets.choice(DEVICE_CODE_ALPHABET) for _ in range(4)),
            device_name=socket.gethostname()[:60] or "laptop",
            issuer_code="KH",
        )
    return key
