def test_answers_whoever_texts_its_number(world, start_agent):
    desk = world.post("/lines", {"provider": "agentphone", "country": "US"})["number"]
    start_agent("replier.py")
    for body in ["Are you there?", "Good."]:
        world.post("/people/text", {"from": "+14155550177", "to": desk, "body": body})
        sent = world.wait("message.sent", to="+14155550177", body=f"You said: {body}")
        assert sent["line"] == desk
