import { expect, it } from "vitest";
import type { Conversation } from "../../../../world/thread-entities.ts";
import type { Message } from "../../../../world/entities.ts";
import { writeMessageNews } from "./message-news.ts";
import { writeReactionNews } from "./reaction-news.ts";

const message: Message = {
  id: "msg_001",
  lineId: "+12125550186",
  from: "+14155550123",
  to: "+12125550186",
  body: "hello",
  receivedAt: Date.UTC(2026, 3, 1),
  read: true,
};

const conversation: Conversation = {
  id: "conv_001",
  accountId: "acct_001",
  agentId: null,
  numberId: "num_001",
  phoneNumber: "+12125550186",
  participant: "+14155550123",
  channel: "sms",
  isGroup: false,
  groupId: null,
  groupName: null,
  groupIconUrl: null,
  participants: [],
  lastMessageAt: 0,
  lastMessagePreview: "",
  messageCount: 1,
  metadata: null,
  background: null,
  createdAt: 0,
  sentSinceInbound: 0,
};

it("writes a text that says nothing of channel, media and direction as an inbound SMS", () => {
  const story = { message, conversation, contact: undefined, agentId: null, history: [] };
  expect(writeMessageNews(story)).toMatchObject({
    channel: "sms",
    agentId: null,
    data: { numberId: null, contact: null, mediaUrl: null, mediaUrls: [], direction: "inbound" },
    conversationState: null,
    recentHistory: [],
  });
  expect(Object.keys(writeMessageNews(story)["data"] as object)).not.toContain("group");
});

it("writes a group's name and its members", () => {
  const group = {
    ...conversation,
    isGroup: true,
    groupId: "grp_001",
    groupName: "Trip",
    participants: [{ identifier: "a@b.c", name: "A" }],
  };
  const story = {
    message: { ...message, senderIdentifier: "a@b.c" },
    conversation: group,
    contact: undefined,
    agentId: "agt_001",
    history: [],
  };
  expect(writeMessageNews(story)["data"]).toMatchObject({
    senderIdentifier: "a@b.c",
    group: {
      isGroup: true,
      groupId: "grp_001",
      groupName: "Trip",
      participants: [{ identifier: "a@b.c", name: "A" }],
    },
  });
});

it("writes a reaction with the message and its media", () => {
  const reaction = {
    id: "rxn_001",
    reactionType: "like",
    fromNumber: "+14155550123",
    direction: "inbound",
    at: Date.UTC(2026, 3, 2),
  } as const;
  const pictured: Message = {
    ...message,
    channel: "imessage",
    mediaUrls: ["https://a.example/1", "https://a.example/2"],
  };
  expect(writeReactionNews(pictured, reaction, "agt_001")).toMatchObject({
    channel: "imessage",
    timestamp: "2026-04-02T00:00:00.000Z",
    data: {
      messageBody: "hello",
      messageMediaUrl: "https://a.example/1",
      messageMediaUrls: ["https://a.example/1", "https://a.example/2"],
      createdAt: "2026-04-02T00:00:00.000Z",
    },
  });
});
