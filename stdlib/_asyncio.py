"""_asyncio: what asyncio has natively elsewhere. An asyncio that is not this library's does without."""
import asyncio

if asyncio.__spec__.origin != 'frozen':
    raise ImportError('_asyncio belongs to the frozen asyncio', name='_asyncio')

from asyncio.events import _get_running_loop, _set_running_loop, get_event_loop, get_running_loop
from asyncio.futures import Future
from asyncio.tasks import Task, _enter_task, _leave_task, _register_task, _unregister_task
