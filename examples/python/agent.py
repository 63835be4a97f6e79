"""Rents a phone number, waits for a one-time code, reads it, and looks who called.

It reads the store's own variables, so it runs against the real store or against ringback unchanged.
"""

import json
import os
import re
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

BASE = os.environ["AGENT_STORE_API_BASE_URL"]
KEY = os.environ["AGENT_STORE_AGENT_API_KEY"]


def ask(path, body=None, tries=3):
    """Asks the store, and asks again when it is the store that failed."""
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urlopen(Request(BASE + path, data, headers)) as response:
            return json.load(response)
    except HTTPError as refusal:
        if refusal.code < 500 or tries == 1:
            sys.exit(f"{path} answered {refusal.code}: {refusal.read().decode()}")
    time.sleep(0.1)
    return ask(path, body, tries - 1)


def rent():
    configuration = {"countryCode": "US", "numberType": "local", "capabilities": ["sms", "voice"]}
    quote = ask("/quotes", {"catalogItemId": "cat_phone_global_001", "configuration": configuration})["quote"]
    bought = ask("/purchases", {"quoteId": quote["id"], "idempotencyKey": "sign-up-001"})
    return ask(f"/services/{bought['service']['id']}")["service"]


def wait_for_code(phone):
    # Asking again is what lets time go on in a test. No code within a minute of asking is a failure.
    for _ in range(600):
        for listed in ask(f"{phone}/messages?unreadOnly=true")["messages"]:
            message = ask(f"{phone}/messages/{listed['id']}")["message"]
            code = re.search(r"\b\d{4,8}\b", message["body"])
            if code:
                return code.group()
        time.sleep(0.1)
    sys.exit("No code came.")


service = rent()
phone = f"/services/{service['id']}/phone"
print("my number is", service["phone"]["e164"])
print("the code is", wait_for_code(phone))
for missed in ask(f"{phone}/missed-calls")["calls"]:
    print("missed a call from", missed["from"])
