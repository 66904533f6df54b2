"""Who waits for whom never goes round."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.domain.graph import cycle, downstream
from core.domain.ids import RecordId

nodes = st.integers(1, 7).map(lambda number: RecordId(f"T-{number:02d}"))
graphs = st.dictionaries(nodes, st.lists(nodes, max_size=4).map(tuple), max_size=7)
Graph = dict[RecordId, tuple[RecordId, ...]]


def reachable(edges: Graph, start: RecordId) -> set[RecordId]:
    """All that `start` waits for, by trying everything."""
    found: set[RecordId] = set()
    while more := {far for near in (found or {start}) for far in edges.get(near, ())} - found:
        found |= more
    return found


@given(graphs, nodes, st.lists(nodes, max_size=4).map(tuple))
def test_a_way_round_is_found_exactly_where_there_is_one(
    edges: Graph, task: RecordId, upstream: tuple[RecordId, ...]
) -> None:
    after = {**edges, task: upstream}

    assert bool(cycle(edges, task, upstream)) == (task in reachable(after, task))


@given(graphs, nodes, st.lists(nodes, max_size=4).map(tuple))
def test_the_way_round_can_be_walked(
    edges: Graph, task: RecordId, upstream: tuple[RecordId, ...]
) -> None:
    after = {**edges, task: upstream}
    way = cycle(edges, task, upstream)

    assert all(far in after.get(near, ()) for near, far in pairwise(way))
    assert way == () or way[0] == way[-1] == task


def test_the_way_is_told_from_the_task_back_to_the_task() -> None:
    one, two, three = (RecordId(f"T-0{number}") for number in (1, 2, 3))

    assert cycle({two: (three,), three: (one,)}, one, (two,)) == (one, two, three, one)
    assert cycle({}, one, (one,)) == (one, one)
    assert cycle({two: (three,)}, one, (two,)) == ()


def test_downstream_is_who_waits_directly() -> None:
    one, two, three = (RecordId(f"T-0{number}") for number in (1, 2, 3))

    assert downstream({two: (one,), three: (two, one)}, one) == (two, three)
