"""Protocols: what a transport calls."""
__all__ = ('BaseProtocol', 'Protocol', 'DatagramProtocol', 'SubprocessProtocol',
           'BufferedProtocol')


class BaseProtocol:
    """Calls of all kinds of transports."""

    __slots__ = ()

    def connection_made(self, transport):
        """The connection is there."""

    def connection_lost(self, exc):
        """The connection is gone; exc is None if it was closed."""

    def pause_writing(self):
        """The transport's buffer is full."""

    def resume_writing(self):
        """There is room in the transport's buffer again."""


class Protocol(BaseProtocol):
    """Of a stream."""

    __slots__ = ()

    def data_received(self, data):
        """Bytes came."""

    def eof_received(self):
        """The other end will send no more."""


class BufferedProtocol(BaseProtocol):
    """Of a stream, with a buffer that the protocol provides."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """Where to put what comes."""

    def buffer_updated(self, nbytes):
        """That many bytes came."""

    def eof_received(self):
        """The other end will send no more."""


class DatagramProtocol(BaseProtocol):
    """Of datagrams."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """A datagram came."""

    def error_received(self, exc):
        """A call failed with OSError."""


class SubprocessProtocol(BaseProtocol):
    """Of a subprocess."""

    __slots__ = ()

    def pipe_data_received(self, fd, data):
        """The process wrote."""

    def pipe_connection_lost(self, fd, exc):
        """A pipe was closed."""

    def process_exited(self):
        """The process ended."""
