"""A phone network for the suite, and a world of its own in it for every test."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import pytest

HERE = pathlib.Path(__file__).parent
direct = build_opener(ProxyHandler({}))  # ringback is on this machine, whatever HTTP_PROXY says


def control(method, url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, {"content-type": "application/json"}, method=method)
    try:
        with direct.open(request) as response:
            return json.load(response)
    except HTTPError as refusal:
        why = json.load(refusal)["error"]["message"]
    pytest.fail(f"{method} {url}: {why}")


class World:
    """One phone network, and whatever a test does in it."""

    def __init__(self, made):
        self.name, self.url, self.env = made["name"], made["baseUrl"], made["env"]

    def get(self, path, **query):
        return control("GET", f"{self.url}/_ringback{path}?{urlencode(query)}")

    def post(self, path, body):
        return control("POST", f"{self.url}/_ringback{path}", body)

    def wait(self, event, **fields):
        return self.get("/wait", type=event, **fields)["event"]


@pytest.fixture(scope="session")
def ringback(tmp_path_factory):
    """Where ringback listens: the one of `ringback exec`, or one that is started here."""
    if "RINGBACK_URL" in os.environ:
        yield os.environ["RINGBACK_URL"]
        return
    command = shutil.which("ringback") or "node_modules/.bin/ringback"
    ready = tmp_path_factory.mktemp("ringback") / "ready.json"
    process = subprocess.Popen([command, "start", "--port", "0", "--quiet", "--ready-file", ready])
    while not ready.exists():
        assert process.poll() is None, "ringback did not start; what it printed says why"
        time.sleep(0.05)
    yield json.loads(ready.read_text())["url"]
    process.terminate()
    process.wait()


@pytest.fixture
def world(ringback):
    made = control("POST", f"{ringback}/_ringback/worlds", {"clock": "auto"})
    yield World(made)
    control("DELETE", f"{ringback}/_ringback/worlds/{made['name']}")


@pytest.fixture
def start_agent(world):
    """Starts an agent in the world of the test, and ends it with the test."""
    started = []

    def start(program="agent.py"):
        env = {**os.environ, **world.env}
        command = [sys.executable, HERE / program]
        started.append(subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()
