# A program that logs everything sees which selector a loop was made with.
import asyncio
import logging
import sys

logging.basicConfig(stream=sys.stdout, format='%(levelname)s %(name)s %(message)s', level=logging.DEBUG)
asyncio.run(asyncio.sleep(0))
