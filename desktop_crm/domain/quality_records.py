"""Records of the company about the customer file as a whole: what to collect, and what may leave."""

from __future__ import annotations

from desktop_crm.domain.collection_records import COLLECTION_ITEM, COLLECTION_PLAN
from desktop_crm.domain.privacy_records import EXPORT_REQUEST

QUALITY_RECORDS = (COLLECTION_PLAN, COLLECTION_ITEM, EXPORT_REQUEST)
