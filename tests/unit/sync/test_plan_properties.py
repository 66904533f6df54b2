"""What holds for every plan, whatever the two sides did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from sync.plan import Change, Held, Kind, Plan, Writes, plan
from sync.record import JSON, Link
from sync.translate import Translated

FIELDS = ("title", "due", "status")
IDS = [f"rec{n}" for n in range(5)]
Values = dict[str, JSON]
WRITE = Writes(task=frozenset({"title", "due"}))


@dataclass(frozen=True)
class World:
    """Both sides and what they last agreed on."""

    theirs: tuple[Translated, ...]
    links: tuple[Link, ...]
    ours: Mapping[str, Values]
    held: Mapping[tuple[str, str], Held]

    def plan(self, *, complete: bool = True) -> Plan:
        """The plan for it."""
        return plan(
            self.theirs, self.links, self.ours, complete=complete, write=WRITE, held=self.held
        )


def values() -> st.SearchStrategy[Values]:
    some: st.SearchStrategy[JSON] = st.sampled_from([None, "", "a", "b", "todo"])
    return st.dictionaries(st.sampled_from(FIELDS), some)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    there = draw(st.lists(st.sampled_from(IDS), unique=True))
    linked = draw(st.lists(st.sampled_from(IDS), unique=True))
    links = tuple(
        Link(name, f"T-{name}", draw(values()), None, draw(st.booleans())) for name in linked
    )
    open_ones = [(each, name) for each in links for name in each.base if draw(st.integers(0, 4))]
    return World(
        tuple(Translated(name, draw(values())) for name in there),
        links,
        {f"T-{name}": draw(values()) for name in linked if draw(st.integers(0, 5))},
        {
            (each.remote_id, name): Held("SC-1", "b", each.base[name])
            for each, name in open_ones
            if draw(st.booleans())
        },
    )


def carried(world: World, made: Plan) -> World:
    """The world after the plan was carried out on our side, as simply as it can be said."""
    links = {link.remote_id: link for link in world.links}
    ours = {name: dict(found) for name, found in world.ours.items()}
    held = dict(world.held)
    for change in made.to_carry:
        _carry(change, links, ours, held)
    return World(world.theirs, tuple(links.values()), ours, held)


def _carry(
    change: Change,
    links: dict[str, Link],
    ours: dict[str, Values],
    held: dict[tuple[str, str], Held],
) -> None:
    remote = change.remote_id
    if change.kind is Kind.CREATE:
        assert isinstance(change.theirs, dict)
        links[remote] = Link(remote, f"T-{remote}", change.theirs)
        ours[f"T-{remote}"] = dict(change.theirs)
        return
    link = links[remote]
    if change.kind in (Kind.END, Kind.BACK):
        links[remote] = replace(link, ended=change.kind is Kind.END)
        return
    links[remote] = replace(link, base={**link.base, change.field: change.theirs})
    held.pop((remote, change.field), None)
    if change.kind is Kind.CLASH:
        held[remote, change.field] = Held("SC-1", change.ours, change.theirs)
    else:
        ours[link.record_id][change.field] = change.theirs


def written(world: World, made: Plan) -> World:
    """The world after the plan was carried out on theirs."""
    links = {link.remote_id: link for link in world.links}
    theirs = {item.id: item for item in world.theirs}
    for change in made.pushes:
        link, item = links[change.remote_id], theirs[change.remote_id]
        links[link.remote_id] = replace(link, base={**link.base, change.field: change.ours})
        theirs[item.id] = replace(item, values={**item.values, change.field: change.ours})
    return World(tuple(theirs.values()), tuple(links.values()), world.ours, world.held)


@given(worlds())
def test_carrying_a_plan_out_leaves_nothing_to_carry(world: World) -> None:
    after = carried(world, world.plan())

    assert after.plan().to_carry == ()


@given(worlds())
def test_an_incomplete_pull_ends_nothing(world: World) -> None:
    assert Kind.END not in world.plan(complete=False).counts


@given(worlds())
def test_the_order_does_not_matter(world: World) -> None:
    ours = dict([*world.ours.items()][::-1])
    turned = World(world.theirs[::-1], world.links[::-1], ours, world.held)

    made, other = world.plan(), turned.plan()

    assert sorted(map(repr, made.changes)) == sorted(map(repr, other.changes))


@given(worlds())
def test_writing_what_we_changed_leaves_nothing_to_write(world: World) -> None:
    after = written(carried(world, made := world.plan()), made)
    left = after.plan()

    assert (left.to_carry, left.pushes) == ((), ())


@given(worlds())
def test_what_is_held_is_neither_taken_nor_written(world: World) -> None:
    for change in world.plan().changes:
        if (change.remote_id, change.field) in world.held:
            assert change.kind in (Kind.CLASH, Kind.AGREE)


@given(worlds())
def test_what_only_we_changed_is_never_taken_from_us(world: World) -> None:
    after = carried(world, world.plan())

    said = {item.id: item.values for item in world.theirs}
    for link in world.links:
        for name, ours in world.ours.get(link.record_id, {}).items():
            theirs = said.get(link.remote_id, {})
            if name in link.base and theirs.get(name, link.base[name]) == link.base[name]:
                assert after.ours[link.record_id][name] == ours


@given(worlds())
def test_a_clash_leaves_ours_as_it_is_and_follows_theirs_in_the_base(world: World) -> None:
    made = world.plan()
    after = carried(world, made)
    links = {link.remote_id: link for link in after.links}

    for change in made.clashes:
        assert change.record_id is not None
        assert after.ours[change.record_id].get(change.field) == change.ours
        assert links[change.remote_id].base[change.field] == change.theirs


@given(worlds())
def test_nothing_of_ours_is_ever_removed(world: World) -> None:
    assert carried(world, world.plan()).ours.keys() >= world.ours.keys()
