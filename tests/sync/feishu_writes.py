"""What the scripted service does with writes: cells come in one shape and are read in another."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.sync.feishu_data import Item, Seen, Table

TYPES: dict[int, tuple[type, ...]] = {
    1: (str,),
    2: (int, float),
    3: (str,),
    4: (list,),
    5: (int,),
    11: (list,),
    15: (dict,),
}
WRONG = {1: 1254060, 2: 1254061, 3: 1254062, 4: 1254063, 5: 1254064, 11: 1254066, 15: 1254068}


class Writes:
    """Changes tables, and remembers what it was asked."""

    def __init__(self) -> None:
        self.now = 1_772_400_000_000
        """When the next change happens, by the service's clock."""
        self.invented: list[str] = []
        """Options that came to be because somebody wrote them."""
        self.changes = 0
        self.names: dict[str, str] = {}
        """Of people, by id."""
        self._past: list[list[Item]] = []
        self._keys: dict[str, tuple[Any, str]] = {}

    def answer(self, table: Table, seen: Seen, rest: list[str]) -> Item:
        """Reads by id, one change, or one creation."""
        match seen.method, rest:
            case "POST", ["batch_get"]:
                return self._get(table, seen.body["record_ids"])
            case "PUT", [record]:
                return self._update(table, record, seen.body["fields"])
            case "POST", []:
                return self._create(table, seen.query["client_token"], seen.body["fields"])
            case _:
                return {"code": 1254001, "msg": "no such call"}

    def _get(self, table: Table, ids: list[str]) -> Item:
        assert len(ids) <= 100
        found = [item for item in table.records if item["record_id"] in ids]
        there = {item["record_id"] for item in found}
        absent = [each for each in ids if each not in there]
        return _well(records=found, forbidden_record_ids=[], absent_record_ids=absent)

    def _update(self, table: Table, record: str, cells: Item) -> Item:
        row = next((each for each in table.records if each["record_id"] == record), None)
        if row is None:
            return {"code": 1254043, "msg": "RecordIdNotFound"}
        if wrong := self._wrong(table, cells):
            return wrong
        told = {**row["fields"], **self._read(table, cells)}
        fields = {name: value for name, value in told.items() if value is not None}
        new = {**row, "fields": fields, "last_modified_time": self._tick()}
        self._put(table, [new if each is row else each for each in table.records])
        return _well(record={"record_id": record, "id": record, "fields": cells})

    def _create(self, table: Table, key: str, cells: Item) -> Item:
        if known := self._keys.get(key):
            if known[0] != cells:
                return {"code": 1255006, "msg": "client token used"}
            return _well(record={"record_id": known[1], "fields": cells})
        if wrong := self._wrong(table, cells):
            return wrong
        record = f"recnew{len(self._keys):04}"
        self._keys[key] = (deepcopy(cells), record)
        told = self._read(table, cells)
        new = {
            "record_id": record,
            "created_time": self.now,
            "last_modified_time": self._tick(),
            "fields": {name: value for name, value in told.items() if value is not None},
        }
        self._put(table, [*table.records, new])
        return _well(record={"record_id": record, "fields": cells})

    def _wrong(self, table: Table, cells: Item) -> Item | None:
        columns = {each["field_name"]: each for each in table.columns}
        for name, value in cells.items():
            if name not in columns:
                return {"code": 1254045, "msg": f"FieldNameNotFound: {name}"}
            number = columns[name]["type"]
            if value is not None and not isinstance(value, TYPES[number]):
                return {"code": WRONG[number], "msg": f"{name} is wrong"}
        return None

    def _read(self, table: Table, cells: Item) -> Item:
        """Cells as a search returns them."""
        columns = {each["field_name"]: each for each in table.columns}
        return {name: self._shape(columns[name], value) for name, value in cells.items()}

    def _shape(self, column: Item, value: Any) -> Any:
        if value is None:
            return None
        match column["type"]:
            case 1:
                return [{"type": "text", "text": value}]
            case 3:
                known = [each["name"] for each in column["property"]["options"]]
                self.invented += [value] if value not in known else []
                return value
            case 11:
                return [{**each, "name": self.names.get(each["id"], "")} for each in value]
            case _:
                return value

    def _put(self, table: Table, records: list[Item]) -> None:
        self.changes += 1
        self._past.append(table.records)
        table.records = records

    def _tick(self) -> int:
        self.now += 1000
        return self.now


def holds(item: Item, asked: Item) -> bool:
    """Whether a record's text holds what a filter asks for."""
    (condition,) = asked["conditions"]
    cell = item["fields"].get(condition["field_name"]) or []
    text = "".join(each["text"] for each in cell)
    return all(each in text for each in condition["value"])


def _well(**data: Any) -> Item:
    return {"code": 0, "msg": "success", "data": data}
