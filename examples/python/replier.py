"""Answers whoever texts its AgentPhone number.

It reads AgentPhone's own variables, so it runs against the real AgentPhone or against ringback unchanged.
"""

import json
import os
import time
from urllib.request import Request, urlopen

BASE = os.environ["AGENTPHONE_BASE_URL"]
KEY = os.environ["AGENTPHONE_API_KEY"]


def ask(path, body=None):
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(BASE + path, data, headers)) as response:
        return json.load(response)


def new_texts(number, answered):
    for text in reversed(ask(f"/v1/numbers/{number['id']}/messages")["data"]):  # the newest comes first
        if text["direction"] == "inbound" and text["id"] not in answered:
            answered.add(text["id"])
            yield text


number = ask("/v1/numbers")["data"][0]
answered = set()
while True:
    for text in new_texts(number, answered):
        reply = f"You said: {text['body']}"
        ask("/v1/messages", {"number_id": number["id"], "to_number": text["from_"], "body": reply})
    time.sleep(0.1)  # asking again is what lets time go on in a test
