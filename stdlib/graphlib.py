"""Topological order of a graph: TopologicalSorter."""
__all__ = ["TopologicalSorter", "CycleError"]

_OUT = -1
_DONE = -2


class _Node:
    __slots__ = "node", "npredecessors", "successors"

    def __init__(self, node):
        self.node = node
        self.npredecessors = 0  # those not done yet; _OUT once handed out, _DONE once done
        self.successors = []


class CycleError(ValueError):
    """Raised by prepare() if the graph has a cycle; args[1] is the list of its nodes, the first one again last."""


class TopologicalSorter:
    """Nodes in an order in which each comes after its predecessors.

    graph: a dict from node to an iterable of the nodes before it. Either static_order() gives all, or,
    for work in parallel: prepare(), then while is_active() get_ready() and done() for what is finished.
    """

    def __init__(self, graph=None):
        self._node2info = {}
        self._ready_nodes = None
        self._npassedout = 0
        self._nfinished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _info(self, node):
        info = self._node2info.get(node)
        if info is None:
            info = self._node2info[node] = _Node(node)
        return info

    def add(self, node, *predecessors):
        """Add a node and nodes it comes after; again for the same node: they add up."""
        if self._ready_nodes is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._info(node).npredecessors += len(predecessors)
        for pred in predecessors:
            self._info(pred).successors.append(node)

    def prepare(self):
        """Ends the building of the graph; CycleError if it has a cycle."""
        if self._ready_nodes is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready_nodes = [i.node for i in self._node2info.values() if i.npredecessors == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        """A tuple of the nodes whose predecessors are all done, each once."""
        if self._ready_nodes is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready_nodes)
        for node in result:
            self._node2info[node].npredecessors = _OUT
        self._ready_nodes.clear()
        self._npassedout += len(result)
        return result

    def is_active(self):
        """Whether more can be had or is being worked on."""
        if self._ready_nodes is None:
            raise ValueError("prepare() must be called first")
        return self._nfinished < self._npassedout or bool(self._ready_nodes)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Nodes that get_ready() gave are finished: what waits for them may become ready."""
        if self._ready_nodes is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            info = self._node2info.get(node)
            if info is None:
                raise ValueError(f"node {node!r} was not added using add()")
            if info.npredecessors >= 0:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            if info.npredecessors == _DONE:
                raise ValueError(f"node {node!r} was already marked done")
            info.npredecessors = _DONE
            for successor in info.successors:
                s = self._node2info[successor]
                s.npredecessors -= 1
                if s.npredecessors == 0:
                    self._ready_nodes.append(successor)
            self._nfinished += 1

    def _find_cycle(self):
        """Depth first over the successors, with the path in a dict: a node met again closes a cycle."""
        seen = set()
        for start in self._node2info:
            if start in seen:
                continue
            path = {start: None}
            iterators = [iter(self._node2info[start].successors)]
            seen.add(start)
            while iterators:
                for node in iterators[-1]:
                    if node in path:
                        nodes = list(path)
                        return nodes[nodes.index(node):] + [node]
                    if node not in seen:
                        seen.add(node)
                        path[node] = None
                        iterators.append(iter(self._node2info[node].successors))
                        break
                else:
                    iterators.pop()
                    path.popitem()
        return None

    def static_order(self):
        """All nodes in order."""
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)

    from types import GenericAlias
    __class_getitem__ = classmethod(GenericAlias)
