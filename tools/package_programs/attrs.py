import attr
import attrs


@attrs.define(order=True)
class Point:
    x: int = attrs.field(validator=attrs.validators.instance_of(int))
    y: list = attrs.field(factory=list, converter=list)

    @x.validator
    def _check(self, attribute, value):
        if value < 0:
            raise ValueError(f'{attribute.name} is negative')


print(Point(1, (2, 3)), Point(1) < Point(2), attrs.asdict(Point(3)), attrs.evolve(Point(1), x=5), [a.name for a in attr.fields(Point)])
for bad in 'a', -1:
    try:
        Point(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, str(e)[:60])
frozen = attr.make_class('F', ['a', 'b'], frozen=True)
try:
    frozen(1, 2).a = 3
except attr.exceptions.FrozenInstanceError as e:
    print(type(e).__name__, hash(frozen(1, 2)) == hash(frozen(1, 2)))
