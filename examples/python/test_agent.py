ACME = "+14155550123"


def test_reads_the_code_and_sees_who_called(world, start_agent):
    agent = start_agent()
    line = world.wait("line.rented")["line"]
    world.post("/people/call", {"from": "+442030000123", "to": line, "ringFor": "20s"})
    world.wait("call.missed", to=line)  # twenty seconds of the world's time, none of yours
    world.post("/people/text", {"from": ACME, "to": line, "body": "Your code is 834921"})
    printed, _ = agent.communicate(timeout=30)
    assert f"my number is {line}" in printed
    assert "the code is 834921" in printed
    assert "missed a call from +442030000123" in printed


def test_waits_for_a_code_that_is_forty_minutes_late(world, start_agent):
    agent = start_agent()
    line = world.wait("line.rented")["line"]
    world.post("/clock/advance", {"by": "39m50s"})
    sent = world.post("/people/otp", {"from": ACME, "to": line, "expiresIn": "5m"})
    printed, _ = agent.communicate(timeout=30)
    assert f"the code is {sent['code']}" in printed
    # The site that sent the code is asked whether it is right, and not too late.
    assert world.post("/otps/check", {"to": line, "code": sent["code"]})["valid"]


def test_asks_again_when_the_store_is_down(world, start_agent):
    world.post("/faults", {"point": "store.phone.messages.list", "times": 2, "answer": {"status": 503}})
    agent = start_agent()
    line = world.wait("line.rented")["line"]
    world.post("/people/text", {"from": ACME, "to": line, "body": "Your code is 834921"})
    printed, _ = agent.communicate(timeout=30)
    assert agent.returncode == 0 and "834921" in printed
    assert world.get("/faults")["faults"][0]["timesLeft"] == 0
