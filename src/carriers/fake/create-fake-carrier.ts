import { RingbackError } from "../../kernel/errors.ts";
import type { Carrier, CarrierHost, CarrierListener, People } from "../carrier.ts";
import { CallNetwork } from "./calls/call-network.ts";
import { findFreeNumber } from "./find-free-number.ts";
import { TextNetwork } from "./text-network.ts";

/**
 * A telephone network made of fictional numbers. It remembers none of them: what is taken is the host's to know, so
 * the caller puts a rented number on a line before it rents the next one, or may be given the same number again.
 */
export const createFakeCarrier = (host: CarrierHost): Carrier => {
  let listener: CarrierListener | undefined;
  const connected = (): CarrierListener => {
    if (listener === undefined) throw nobodyConnected();
    return listener;
  };
  const texts = new TextNetwork(host, connected);
  const calls = new CallNetwork(host, connected);
  const reach = (to: string): CarrierListener => {
    if (!host.isLine(to)) throw noSuchLine(to);
    return connected();
  };
  const people: People = {
    text(message) {
      reach(message.to).messageArrived(message);
    },
    react(reaction) {
      connected().reactionArrived(reaction);
    },
    call(call, { played, says } = {}) {
      reach(call.to);
      return calls.arrive(call, { played, says });
    },
    take: (id) => calls.take(id),
    act: (id, act) => calls.act(id, act),
    stateOf: (id) => calls.stateOf(id),
  };
  return {
    kind: "fake",
    people,
    async rentNumber(query) {
      return findFreeNumber(host, query);
    },
    async claimNumber() {
      // Any number can be had here; whether it is taken the host knows.
    },
    async releaseNumber() {
      // Nothing to give back: the number is free as soon as the host no longer calls it taken.
    },
    async sendMessage(message) {
      texts.send(message);
    },
    async placeCall(call) {
      calls.place(call);
    },
    answerCall: (id) => calls.answer(id),
    refuseCall: (id, why) => calls.refuse(id, why),
    speak: (id, utterance) => calls.speak(id, utterance),
    transferCall: (id, to) => calls.transfer(id, to),
    stopSpeaking: (id) => calls.stopSpeaking(id),
    hangUp: (id) => calls.hangUp(id),
    wake(task) {
      if (task["wake"] === undefined) texts.wake(task);
      else calls.wake(task);
    },
    connect(next) {
      listener = next;
    },
  };
};

const noSuchLine = (to: string): RingbackError =>
  new RingbackError(
    "not_found",
    `No line of this world has the number ${to}. Rent it, or declare it among the lines, before anyone reaches it.`,
    { number: to },
  );

const nobodyConnected = (): RingbackError =>
  new RingbackError(
    "internal_error",
    "Nobody listens to the fake carrier, so nothing can arrive. This is a bug in ringback: connect() comes before people.",
  );
