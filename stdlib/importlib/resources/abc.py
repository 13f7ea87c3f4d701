"""What gives access to the files beside a package's modules."""
import abc
import io
import os
from typing import Any, BinaryIO, Iterable, Iterator, NoReturn, Optional, Protocol, Union, runtime_checkable

__all__ = ['ResourceReader', 'Traversable', 'TraversableResources']

StrPath = Union[str, os.PathLike[str]]


class ResourceReader(metaclass=abc.ABCMeta):
    """Reads the files of one package by name."""

    @abc.abstractmethod
    def open_resource(self, resource: str) -> BinaryIO:
        """An open binary file; FileNotFoundError if there is none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource: str) -> str:
        """The path in the file system; FileNotFoundError if there is none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path: str) -> bool:
        """Whether path is a file; FileNotFoundError if there is nothing."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self) -> Iterable[str]:
        """The names of all files and folders."""
        raise FileNotFoundError


@runtime_checkable
class Traversable(Protocol):
    """A file or folder: the part of pathlib.Path that archives can offer, too."""

    @abc.abstractmethod
    def iterdir(self) -> Iterator["Traversable"]:
        """What is in the folder."""

    def read_bytes(self) -> bytes:
        """The bytes of the file."""
        with self.open('rb') as file:
            return file.read()

    def read_text(self, encoding: Optional[str] = None) -> str:
        """The text of the file."""
        with self.open(encoding=encoding) as file:
            return file.read()

    @abc.abstractmethod
    def is_dir(self) -> bool:
        """Whether it is a folder."""

    @abc.abstractmethod
    def is_file(self) -> bool:
        """Whether it is a file."""

    @abc.abstractmethod
    def joinpath(self, *descendants: StrPath) -> "Traversable":
        """What the names lead to from here."""

    def __truediv__(self, child: StrPath) -> "Traversable":
        """What the name leads to from here."""
        return self.joinpath(child)

    @abc.abstractmethod
    def open(self, mode='r', *args, **kwargs):
        """The open file; 'r' for text with the arguments of io.TextIOWrapper, 'rb' for bytes."""

    @property
    @abc.abstractmethod
    def name(self) -> str:
        """The last part of the path."""


class TraversableResources(ResourceReader):
    """A reader by what files() gives."""

    @abc.abstractmethod
    def files(self) -> "Traversable":
        """The folder of the package."""

    def contents(self) -> Iterator[str]:
        return (entry.name for entry in self.files().iterdir())

    def is_resource(self, path: StrPath) -> bool:
        return (self.files() / path).is_file()

    def open_resource(self, resource: StrPath) -> io.BufferedReader:
        return (self.files() / resource).open('rb')

    def resource_path(self, resource: Any) -> NoReturn:
        """An archive has no paths in the file system."""
        raise FileNotFoundError(resource)
