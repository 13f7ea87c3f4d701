# Unusual calls of the library: what they give, and in which words they are refused.
import argparse
import ast
import importlib
import inspect
import io
import json
import logging
import multiprocessing
import os
import pathlib
import typing


def show(text):
    try:
        print(text, '->', eval(text))
    except Exception as e:
        print(text, '->', type(e).__name__, e)


for text in ('list(pathlib.Path("/nonexistent").rglob(None))', 'pathlib.PureWindowsPath("a").match(1)', 'pathlib.PureWindowsPath("C:/A/b").match("c:/a/B")',
             'argparse.ArgumentParser("p").print_help({})', 'list(json.JSONEncoder().iterencode([1, 2], 1))',
             'logging.Formatter().formatException({})', 'inspect.signature(typing.assert_never)', 'inspect.signature(typing.reveal_type)',
             'inspect.signature(typing.dataclass_transform)', 'hasattr(ast.MatchAs, "end_lineno"), hasattr(ast.Pass, "end_lineno")',
             'multiprocessing.Value([1])', 'multiprocessing.RawArray("i", None)', 'multiprocessing.set_forkserver_preload(["a"])',
             'type(importlib.__import__).__name__, importlib.__import__.__module__', 'importlib.__import__(1)', 'importlib.__import__("")',
             'importlib.__import__("os.path").__name__', 'importlib.__import__("os.path", None, None, ["join"]).__name__',
             'importlib.__import__("os", None, None, (), -1)', 'importlib.__import__("os", {"__package__": "a"}, None, (), -1)',
             'importlib.__import__("x", {"__name__": "a"}, None, (), 1)', 'importlib.__import__("x", {"__package__": 1}, None, (), 1)',
             'importlib.__import__("x", {"__package__": "os"}, None, (), 2)', 'importlib.__import__("nosuchmodule")'):
    show(text)

import time
for text in ("time.strptime()", "time.strptime(string='x')", "time.strptime(1, 2, 3)", "time.strptime(1)", "time.strptime('2020', '%Y').tm_year",
             "time.strptime('Mon Jan  6 10:00:00 2020').tm_mon", "time.strptime('x', '%Y')", "time.clock_settime_ns()", "time.clock_settime_ns(1, 2, 3)",
             "time.clock_settime_ns(a=1)", "time.clock_settime_ns(True, 'x')", "time.clock_settime_ns('x', 1)", "time.clock_settime_ns(99, 1.5)",
             "time.clock_settime_ns(99, 10 ** 30)", "time.clock_settime_ns(99, 1)"):
    show(text)
