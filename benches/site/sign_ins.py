"""500 people sign in at once: how long do readers of the home page wait meanwhile?

    ./start --listen 127.0.0.1:8090 --data /tmp/sign-ins --proxies 1 --log off
    python3 benches/site/sign_ins.py 127.0.0.1 8090

Every try is a real one: another address, another network, one Argon2id hash each. The home page is asked for 100
times a second, before and meanwhile, on connections of its own. Traffic goes to the given address only, and ends by
itself.
"""

import asyncio
import statistics
import sys
import time

HOST, PORT = sys.argv[1], int(sys.argv[2])
PEOPLE = 500


async def answer(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
    await reader.readexactly(length)
    return status


async def home(stop, waits):
    reader, writer = await asyncio.open_connection(HOST, PORT)
    while not stop.is_set():
        begun = time.perf_counter()
        writer.write(f"GET / HTTP/1.1\r\nHost: {HOST}:{PORT}\r\n\r\n".encode())
        assert await answer(reader) == 200
        took = time.perf_counter() - begun
        waits.append(took)
        await asyncio.sleep(max(0, 0.1 - took))
    writer.close()


async def sign_in(number):
    reader, writer = await asyncio.open_connection(HOST, PORT)
    body = f"email=nobody{number}@example.jp&password=wrong-but-long-{number}".encode()
    writer.write(
        f"POST /sign-in HTTP/1.1\r\nHost: {HOST}:{PORT}\r\nSec-Fetch-Site: same-origin\r\n"
        f"X-Forwarded-For: 198.18.{number // 250}.{number % 250}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
    status = await answer(reader)
    writer.close()
    return status


def told(name, waits):
    waits = sorted(wait * 1000 for wait in waits)
    at = lambda share: waits[min(len(waits) - 1, int(len(waits) * share))]
    print(f"{name}: {len(waits)} pages, p50 {statistics.median(waits):.2f} ms, p99 {at(0.99):.2f} ms, longest {waits[-1]:.2f} ms")


async def main():
    for name in ("alone", "meanwhile"):
        stop, waits = asyncio.Event(), []
        readers = [asyncio.create_task(home(stop, waits)) for _ in range(10)]
        if name == "alone":
            await asyncio.sleep(5)
        else:
            begun = time.perf_counter()
            statuses = await asyncio.gather(*(sign_in(number) for number in range(PEOPLE)))
            took = time.perf_counter() - begun
            counts = {status: statuses.count(status) for status in sorted(set(statuses))}
            print(f"{PEOPLE} sign-ins in {took:.1f} s, by status {counts}")
        stop.set()
        await asyncio.gather(*readers)
        told(f"home page, {name}", waits)


asyncio.run(main())
