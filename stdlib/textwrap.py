"""Wrapping, filling, indenting and dedenting of text."""
import re

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_SPACE = '\t\n\x0b\x0c\r '


def _chunk_patterns():
    letter = r'[^\d\W]'
    punct = r'[\w!"\'&.,?]'
    space, other = f'[{re.escape(_SPACE)}]', f'[^{re.escape(_SPACE)}]'
    hyphens = rf'''
        {space}+                                   # a run of blanks
      | (?<={punct}) -{{2,}} (?=\w)                # a dash between words
      | {other}+?                                  # a word, up to where it may be broken:
        (?: -(?: (?<={letter}{{2}}-) | (?<={letter}-{letter}-)) (?={letter}-?{letter})
          | (?={space}|\Z)
          | (?<={punct}) (?=-{{2,}}\w)
        )'''
    return re.compile(f'({hyphens})', re.VERBOSE), re.compile(f'({space}+)')


class TextWrapper:
    """Breaks text into lines of at most width characters; attributes say how."""
    wordsep_re, wordsep_simple_re = _chunk_patterns()
    sentence_end_re = re.compile(r'[a-z][.!?]["\']?\Z')
    unicode_whitespace_trans = dict.fromkeys(map(ord, _SPACE), ord(' '))

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        # in the order of the parameters, for vars() and pickles
        self.width, self.initial_indent, self.subsequent_indent = width, initial_indent, subsequent_indent
        self.expand_tabs, self.replace_whitespace = expand_tabs, replace_whitespace
        self.fix_sentence_endings, self.break_long_words = fix_sentence_endings, break_long_words
        self.drop_whitespace, self.break_on_hyphens, self.tabsize = drop_whitespace, break_on_hyphens, tabsize
        self.max_lines, self.placeholder = max_lines, placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        pattern = self.wordsep_re if self.break_on_hyphens is True else self.wordsep_simple_re
        return [chunk for chunk in pattern.split(text) if chunk]

    def _fix_sentence_endings(self, chunks):
        i, ends = 0, self.sentence_end_re.search
        while i + 1 < len(chunks):
            if chunks[i + 1] == ' ' and ends(chunks[i]):
                chunks[i + 1] = '  '
                i += 1
            i += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        space = width - cur_len if width >= 1 else 1
        chunk = reversed_chunks[-1]
        if self.break_long_words:
            end = space
            if self.break_on_hyphens and len(chunk) > space:
                hyphen = chunk.rfind('-', 0, space)
                if hyphen > 0 and any(c != '-' for c in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _take_line(self, chunks, width, first):
        """Moves the chunks of one line (from the end of the reversed list) into a new list."""
        if self.drop_whitespace and not first and chunks[-1].strip() == '':
            del chunks[-1]
        line, length = [], 0
        while chunks and length + len(chunks[-1]) <= width:
            length += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, line, length, width)
            length = sum(map(len, line))
        if self.drop_whitespace and line and line[-1].strip() == '':
            length -= len(line.pop())
        return line, length

    def _cut_off(self, lines, line, length, width, indent):
        """The last line allowed: what fits before the placeholder."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + ''.join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            line, length = self._take_line(chunks, width, not lines)
            if not line:
                continue
            done = not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
            if self.max_lines is None or len(lines) + 1 < self.max_lines or done and length <= width:
                lines.append(indent + ''.join(line))
            else:
                self._cut_off(lines, line, length, width, indent)
                break
        return lines

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """The lines of one paragraph."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The lines of one paragraph as one string."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """One paragraph as a list of lines of at most width columns."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """One paragraph as lines of at most width columns."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text on one line, cut at a word to fit into width."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


_blank_line = re.compile('^[ \t]+$', re.MULTILINE)
_leading = re.compile('(^[ \t]*)(?:[^ \t\n])', re.MULTILINE)


def dedent(text):
    """The text without the white space that all its lines begin with."""
    text = _blank_line.sub('', text)
    margin = None
    for indent in _leading.findall(text):
        if margin is None or margin.startswith(indent):
            margin = indent
        elif not indent.startswith(margin):
            common = 0
            while common < min(len(margin), len(indent)) and margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    return re.sub('(?m)^' + margin, '', text) if margin else text


def indent(text, prefix, predicate=None):
    """The text with prefix before each line that predicate chooses (those not blank)."""
    predicate = predicate or (lambda line: line.strip())
    return ''.join(prefix + line if predicate(line) else line for line in text.splitlines(True))
