"""Subtasks are one level deep, whoever writes them."""

from __future__ import annotations

import pytest

from core.domain.ids import RecordId
from core.domain.refusal import Refused
from core.domain.task import AddTask, EditTask
from core.service import Service


def test_a_task_with_subtasks_becomes_nobodys_subtask(service: Service) -> None:
    service.perform(AddTask(title="问卷设计", parent=RecordId("T-01")))

    with pytest.raises(Refused) as refused:
        service.perform(EditTask(task=RecordId("T-01"), parent=RecordId("T-02")))

    assert refused.value.reason == "has-subtasks"
