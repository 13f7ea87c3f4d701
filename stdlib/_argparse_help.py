"""How argparse writes usage and help: the formatter classes that argparse exports."""
import re

SUPPRESS = '==SUPPRESS=='
OPTIONAL = '?'
ZERO_OR_MORE = '*'
ONE_OR_MORE = '+'
PARSER = 'A...'
REMAINDER = '...'


class _Section:
    """A heading and the calls that write what stands under it."""

    def __init__(self, formatter, parent, heading=None):
        self.formatter = formatter
        self.parent = parent
        self.heading = heading
        self.items = []

    def format_help(self):
        formatter = self.formatter
        if self.parent is not None:
            formatter._indent()
        text = formatter._join_parts([func(*args) for func, args in self.items])
        if self.parent is not None:
            formatter._dedent()
        if not text:
            return ''
        heading = ''
        if self.heading is not SUPPRESS and self.heading is not None:
            heading = f"{' ' * formatter._current_indent}{self.heading}:\n"
        return formatter._join_parts(['\n', heading, text, '\n'])


class HelpFormatter:
    """The usual help: descriptions and help texts are wrapped."""
    __module__ = 'argparse'
    _Section = _Section

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._current_indent = 0
        self._level = 0
        self._action_max_length = 0
        self._root_section = self._Section(self, None)
        self._current_section = self._root_section
        self._whitespace_matcher = re.compile(r'\s+', re.ASCII)
        self._long_break_matcher = re.compile(r'\n\n\n+')

    def _indent(self):
        self._current_indent += self._indent_increment
        self._level += 1

    def _dedent(self):
        self._current_indent -= self._indent_increment
        assert self._current_indent >= 0, 'Indent decreased below 0.'
        self._level -= 1

    def _add_item(self, func, args):
        """func(*args) gives the next part of the section's text."""
        self._current_section.items.append((func, args))

    # --- what parsers call ---

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is SUPPRESS:
            return
        self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_text(self, text):
        if not (text is None or text is SUPPRESS):
            self._add_item(self._format_text, (text,))

    def start_section(self, heading):
        inner = self._Section(self, self._current_section, heading)
        self._add_item(inner.format_help, ())
        self._current_section = inner
        self._indent()

    def end_section(self):
        self._dedent()
        self._current_section = self._current_section.parent

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        names = [self._format_action_invocation(action)]
        names += [self._format_action_invocation(sub) for sub in self._iter_indented_subactions(action)]
        self._action_max_length = max(self._action_max_length, max(map(len, names)) + self._current_indent)
        self._add_item(self._format_action, [action])

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = self._root_section.format_help()
        if text:
            text = self._long_break_matcher.sub('\n\n', text).strip('\n') + '\n'
        return text

    def _join_parts(self, part_strings):
        return ''.join([part for part in part_strings if part and part is not SUPPRESS])

    # --- usage ---

    def _format_usage(self, usage, actions, groups, prefix):
        if prefix is None:
            from argparse import _ # a program may have put its own in the place of gettext's
            prefix = _('usage: ')
        if usage is not None:
            usage = usage % dict(prog=self._prog)
        elif not actions:
            usage = '%(prog)s' % dict(prog=self._prog)
        else:
            prog = '%(prog)s' % dict(prog=self._prog)
            optionals = [a for a in actions if a.option_strings]
            positionals = [a for a in actions if not a.option_strings]
            parts = self._format_actions_usage(optionals + positionals, groups)
            usage = ' '.join([s for s in (prog, parts) if s])
            if len(prefix) + len(usage) > self._width - self._current_indent:
                usage = self._wrap_usage(prog, prefix, optionals, positionals, groups)
        return f'{prefix}{usage}\n\n'

    def _wrap_usage(self, prog, prefix, optionals, positionals, groups):
        width = self._width - self._current_indent
        part = re.compile(r'\(.*?\)+(?=\s|$)|\[.*?\]+(?=\s|$)|\S+')
        opt_parts = part.findall(self._format_actions_usage(optionals, groups))
        pos_parts = part.findall(self._format_actions_usage(positionals, groups))

        def fill(parts, indent, start=None):
            """Lines of parts, each after indent; the first begins at column start without it."""
            lines, line = [], []
            length = (len(indent) if start is None else start) - 1
            for p in parts:
                if line and length + 1 + len(p) > width:
                    lines.append(indent + ' '.join(line))
                    line, length = [], len(indent) - 1
                line.append(p)
                length += len(p) + 1
            if line:
                lines.append(indent + ' '.join(line))
            if start is not None:
                lines[0] = lines[0][len(indent):]
            return lines

        if len(prefix) + len(prog) <= 0.75 * width:
            indent = ' ' * (len(prefix) + len(prog) + 1)
            if opt_parts:
                lines = fill([prog] + opt_parts, indent, len(prefix)) + fill(pos_parts, indent)
            elif pos_parts:
                lines = fill([prog] + pos_parts, indent, len(prefix))
            else:
                lines = [prog]
        else:
            indent = ' ' * len(prefix)
            lines = fill(opt_parts + pos_parts, indent)
            if len(lines) > 1:
                lines = fill(opt_parts, indent) + fill(pos_parts, indent)
            lines = [prog] + lines
        return '\n'.join(lines)

    def _group_at(self, actions, i, groups):
        """The mutually exclusive group whose actions stand together from place i on."""
        for group in groups:
            members = group._group_actions
            if members and members[0] is actions[i] and actions[i:i + len(members)] == members:
                return group
        return None

    def _usage_of(self, action, grouped):
        if not action.option_strings:
            part = self._format_args(action, self._get_default_metavar_for_positional(action))
            if grouped and part[:1] == '[' and part[-1:] == ']':
                part = part[1:-1]
            return part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            args = self._format_args(action, self._get_default_metavar_for_optional(action))
            part = f'{action.option_strings[0]} {args}'
        return part if action.required or grouped else f'[{part}]'

    def _format_actions_usage(self, actions, groups):
        for group in groups:
            if not group._group_actions:
                raise ValueError(f'empty group {group}')
        return ' '.join(self._usage_parts(actions, groups, False)).strip()

    def _usage_parts(self, actions, groups, grouped):
        """What usage says of each action, or of each group whose actions stand together; groups may be nested."""
        parts, i = [], 0
        while i < len(actions):
            group = self._group_at(actions, i, groups)
            if group is None:
                if actions[i].help is not SUPPRESS:
                    parts.append(self._usage_of(actions[i], grouped))
                i += 1
                continue
            members = group._group_actions
            inner = [other for other in groups if len(other._group_actions) < len(members)]
            shown = self._usage_parts(members, inner, True)
            text = ' | '.join(shown)
            if shown:
                parts.append(f'[{text}]' if not group.required else f'({text})' if len(shown) > 1 else text)
            i += len(members)
        return [part for part in parts if part]

    # --- arguments ---

    def _format_text(self, text):
        if '%(prog)' in text:
            text = text % dict(prog=self._prog)
        width = max(self._width - self._current_indent, 11)
        return self._fill_text(text, width, ' ' * self._current_indent) + '\n\n'

    def _format_action(self, action):
        position = min(self._action_max_length + 2, self._max_help_position)
        width = max(self._width - position, 11)
        room = position - self._current_indent - 2
        header = self._format_action_invocation(action)
        margin, first = ' ' * self._current_indent, 0
        if not action.help:
            header = f'{margin}{header}\n'
        elif len(header) <= room:
            header = f'{margin}{header:<{room}}  '
        else:
            header, first = f'{margin}{header}\n', position
        parts = [header]
        if action.help and action.help.strip():
            text = self._expand_help(action)
            if text:
                lines = self._split_lines(text, width)
                parts.append(f"{' ' * first}{lines[0]}\n")
                parts += [f"{' ' * position}{line}\n" for line in lines[1:]]
        elif not header.endswith('\n'):
            parts.append('\n')
        parts += [self._format_action(sub) for sub in self._iter_indented_subactions(action)]
        return self._join_parts(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            metavar, = self._metavar_formatter(action, default)(1)
            return metavar
        if action.nargs == 0:
            return ', '.join(action.option_strings)
        args = self._format_args(action, self._get_default_metavar_for_optional(action))
        return ', '.join([f'{option} {args}' for option in action.option_strings])

    def _metavar_formatter(self, action, default_metavar):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = '{' + ','.join([str(choice) for choice in action.choices]) + '}'
        else:
            result = default_metavar
        return lambda size: result if isinstance(result, tuple) else (result,) * size

    def _format_args(self, action, default_metavar):
        metavar = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs is None:
            return '%s' % metavar(1)
        if nargs == OPTIONAL:
            return '[%s]' % metavar(1)
        if nargs == ZERO_OR_MORE:
            names = metavar(1)
            return '[%s [%s ...]]' % names if len(names) == 2 else '[%s ...]' % names
        if nargs == ONE_OR_MORE:
            return '%s [%s ...]' % metavar(2)
        if nargs == REMAINDER:
            return '...'
        if nargs == PARSER:
            return '%s ...' % metavar(1)
        if nargs == SUPPRESS:
            return ''
        try:
            form = ' '.join(['%s'] * nargs)
        except TypeError:
            raise ValueError("invalid nargs value") from None
        return form % metavar(nargs)

    def _expand_help(self, action):
        params = dict(vars(action), prog=self._prog)
        for name in list(params):
            if params[name] is SUPPRESS:
                del params[name]
            elif hasattr(params[name], '__name__'):
                params[name] = params[name].__name__
        if params.get('choices') is not None:
            params['choices'] = ', '.join([str(c) for c in params['choices']])
        return self._get_help_string(action) % params

    def _iter_indented_subactions(self, action):
        try:
            get_subactions = action._get_subactions
        except AttributeError:
            return
        self._indent()
        yield from get_subactions()
        self._dedent()

    # --- what the other formatters change ---

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(self._whitespace_matcher.sub(' ', text).strip(), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        text = self._whitespace_matcher.sub(' ', text).strip()
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)

    def _get_default_metavar_for_positional(self, action):
        return action.dest

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_help_string(self, action):
        return action.help


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves descriptions as they are."""
    __module__ = 'argparse'

    def _fill_text(self, text, width, indent):
        return ''.join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves all texts as they are."""
    __module__ = 'argparse'

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds the default of each argument to its help."""
    __module__ = 'argparse'

    def _get_help_string(self, action):
        text = '' if action.help is None else action.help
        if '%(default)' not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                text += ' (default: %(default)s)'
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the type of an argument where its name stood."""
    __module__ = 'argparse'

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__
