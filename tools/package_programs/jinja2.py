import jinja2

env = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
template = env.from_string('''{% macro f(x, y=2) %}<{{ x }}|{{ y|e }}>{% endmacro %}
{% for u in users if u.age > 3 %}
{{ loop.index }}/{{ loop.length }} {{ u.name|upper|replace("A", "4") }} {{ f(u.age) }} {{ "%.2f"|format(u.age / 7) }}
{% else %}none{% endfor %}
{% set ns = namespace(x=0) %}{% for i in range(5) %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}
{{ [3, 1, 2]|sort|join(",") }} {{ {"a": 1}|tojson }} {{ "<b>"|e }} {{ users|map(attribute="name")|list }}
{% block b %}{{ x is defined }} {{ 7 // 2 }} {{ 2 ** 10 }} {{ "a" ~ 1 }}{% endblock %}''')


class User:
    def __init__(self, name, age):
        self.name, self.age = name, age


print(template.render(users=[User('anna', 5), User('bob', 2), User('cara', 9)]))
for text in '{% if x %}', '{{ 1 / 0 }}', '{{ x.y.z }}', '{% for %}':
    try:
        print(env.from_string(text).render())
    except (jinja2.TemplateError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
