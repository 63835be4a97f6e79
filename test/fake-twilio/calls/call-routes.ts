import { dayOf, inSeconds } from "../dates.ts";
import type { Form } from "../rest/form.ts";
import { pageOf } from "../rest/pages.ts";
import { Refusal } from "../rest/refusal.ts";
import type { RestReply, RestRequest } from "../rest/router.ts";
import type { CallDesk } from "./call-desk.ts";
import { checkCall, documentIn } from "./check-call.ts";
import { placeCall } from "./live-call.ts";
import type { PhoneCall } from "./phone-call.ts";
import type { Recording } from "./recordings.ts";
import { soundOf } from "./recordings.ts";
import { runTwiml } from "./run-twiml.ts";
import { writeCall, writeRecording } from "./write-call.ts";

type Names = Readonly<Record<string, string>>;

const callOf = (desk: CallDesk, { sid = "" }: Names): PhoneCall => {
  const call = /^CA[0-9a-f]{32}$/u.test(sid) ? desk.find(sid) : undefined;
  if (call === undefined)
    throw new Refusal(20_404, `The requested resource /Calls/${sid}.json was not found.`);
  return call;
};

const place = (desk: CallDesk, form: Form): RestReply => {
  const call = desk.open({ direction: "outbound-api", ...checkCall(desk.core, form) });
  // Twilio begins as soon as it has answered.
  return { status: 201, json: writeCall(desk.core, call), afterwards: () => void placeCall(desk, call) };
};

const change = (desk: CallDesk, call: PhoneCall, form: Form): RestReply => {
  const status = form.get("Status");
  if (call.isOver) throw new Refusal(21_220);
  if (status !== undefined && status !== "canceled" && status !== "completed") {
    throw new Refusal(20_001, "'Status' is canceled or completed.");
  }
  const document = documentIn(form);
  const isLive = call.answered !== undefined;
  if (status === undefined && document !== undefined && !isLive) throw new Refusal(21_220);
  const afterwards = (): void => {
    if (status === "completed") desk.end(call, isLive ? "completed" : "canceled");
    // A call that somebody has taken is not canceled: it goes on.
    else if (status === "canceled" && !isLive) desk.end(call, "canceled");
    else if (status === undefined && document !== undefined) void runTwiml(desk, call, document);
  };
  return { status: 200, json: writeCall(desk.core, call), afterwards };
};

const instantOf = (text: string): number => {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new Refusal(20_001, `${text} is no date.`);
  return inSeconds(instant);
};

const isSought = (call: PhoneCall, query: Form): boolean => {
  const begun = call.begun ?? call.created;
  const began = inSeconds(begun);
  const day = query.get("StartTime");
  const after = query.get("StartTime>");
  const before = query.get("StartTime<");
  return (
    (query.get("To") ?? call.to) === call.to &&
    (query.get("From") ?? call.from) === call.from &&
    (query.get("Status") ?? call.status) === call.status &&
    (query.get("ParentCallSid") ?? call.parent?.sid) === call.parent?.sid &&
    (day === undefined || dayOf(begun) === dayOf(instantOf(day) * 1000)) &&
    (after === undefined || began >= instantOf(after)) &&
    (before === undefined || began <= instantOf(before))
  );
};

/** Calls: placing, reading, changing. */
export const mountCalls = (desk: CallDesk): void => {
  const { core } = desk;
  core.router.on("POST", "/Calls.json", ({ form }) => place(desk, form));
  core.router.on("GET", "/Calls.json", (request) => {
    const wanted = desk.all.filter((call) => isSought(call, request.query)).toReversed();
    return { status: 200, json: pageOf(request, "calls", wanted, (call) => writeCall(core, call)) };
  });
  core.router.on("GET", "/Calls/:sid.json", ({ names }) => ({
    status: 200,
    json: writeCall(core, callOf(desk, names)),
  }));
  core.router.on("POST", "/Calls/:sid.json", ({ names, form }) => change(desk, callOf(desk, names), form));
  core.router.on("DELETE", "/Calls/:sid.json", ({ names }) => {
    const call = callOf(desk, names);
    if (!call.isOver) throw new Refusal(20_001, "A call can be deleted once it is over.");
    desk.forget(call.sid);
    return { status: 204 };
  });
  mountTranscriptions(desk);
  mountRecordings(desk);
};

const mountTranscriptions = (desk: CallDesk): void => {
  const { core } = desk;
  core.router.on("POST", "/Calls/:sid/Transcriptions.json", ({ names, form }) => {
    const call = callOf(desk, names);
    if (call.answered === undefined || call.isOver) throw new Refusal(21_220);
    const sid = core.newSid("GT");
    call.performed.push({
      verb: "Transcription",
      attributes: Object.fromEntries(form.entries),
      children: [],
    });
    return {
      status: 201,
      json: {
        sid,
        account_sid: core.accountSid,
        call_sid: call.sid,
        name: form.get("Name") ?? null,
        status: "in-progress",
        date_updated: null,
        uri: core.uriOf(`/Calls/${call.sid}/Transcriptions/${sid}.json`),
      },
    };
  });
};

const recordingOf = (desk: CallDesk, { recording = "" }: Names): Recording => {
  const found = desk.recordings.find(recording);
  if (found === undefined) throw new Refusal(20_404, `The requested recording ${recording} was not found.`);
  return found;
};

const mountRecordings = (desk: CallDesk): void => {
  const { core } = desk;
  const listOf = (request: RestRequest, rows: readonly Recording[], from: "account" | "call"): RestReply => ({
    status: 200,
    json: pageOf(request, "recordings", rows.toReversed(), (row) => writeRecording(core, row, from)),
  });
  core.router.on("GET", "/Recordings.json", (request) => {
    const callSid = request.query.get("CallSid");
    const rows = callSid === undefined ? desk.recordings.all : desk.recordings.of(callSid);
    return listOf(request, rows, "account");
  });
  core.router.on("GET", "/Calls/:sid/Recordings.json", (request) =>
    listOf(request, desk.recordings.of(callOf(desk, request.names).sid), "call"),
  );
  core.router.on("POST", "/Calls/:sid/Recordings.json", ({ names, form }) => {
    const call = callOf(desk, names);
    if (call.answered === undefined || call.isOver) throw new Refusal(21_220);
    const url = form.get("RecordingStatusCallback");
    const asked = form.all("RecordingStatusCallbackEvent").flatMap((text) => text.split(" "));
    const events = asked.length === 0 ? ["completed"] : asked;
    const told = url === undefined ? undefined : { address: { url, method: "POST" as const }, events };
    const recording = desk.recordings.begin(call, "StartCallRecordingAPI", told);
    return { status: 201, json: writeRecording(core, recording, "call") };
  });
  core.router.on("GET", "/Calls/:sid/Recordings/:recording.json", ({ names }) => ({
    status: 200,
    json: writeRecording(core, recordingOf(desk, names), "call"),
  }));
  core.router.on("GET", "/Recordings/:recording.json", ({ names }) => ({
    status: 200,
    json: writeRecording(core, recordingOf(desk, names), "account"),
  }));
  core.router.on("DELETE", "/Recordings/:recording.json", ({ names }) => {
    desk.recordings.delete(recordingOf(desk, names).sid);
    return { status: 204 };
  });
  for (const [ending, contentType] of [
    [".wav", "audio/x-wav"],
    [".mp3", "audio/mpeg"],
    ["", "audio/x-wav"],
  ] as const) {
    core.router.on("GET", `/Recordings/:recording${ending}`, ({ names }) => {
      const recording = recordingOf(desk, names);
      if (recording.status !== "completed") throw new Refusal(20_404);
      return { status: 200, bytes: soundOf(recording), contentType };
    });
  }
};
