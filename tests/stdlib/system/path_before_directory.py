"""Paths are looked at before the directories that they are relative to."""
import os
import fractions


def told(name, *args, **kw):
    try:
        print(name, getattr(os, name)(*args, **kw))
    except Exception as e:
        print(name, type(e).__name__, e)


wrong = fractions.Fraction(1, 3)
for name in 'unlink', 'remove', 'rmdir':
    told(name, wrong, dir_fd='x')
    told(name, 'a', dir_fd='x')
for name in 'rename', 'replace', 'link':
    told(name, wrong, wrong, src_dir_fd='x')
    told(name, 'a', wrong, src_dir_fd='x', dst_dir_fd=2.5)
    told(name, 'a', 'b', src_dir_fd='x', dst_dir_fd=2.5)
    told(name, 'a', 'b', dst_dir_fd=2.5)
told('symlink', wrong, 'b', dir_fd='x')
told('symlink', 'a', 5, dir_fd='x')
told('symlink', 'a', 'b', dir_fd='x')
