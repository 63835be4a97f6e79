import type { contactCardsOperations } from "../../contract/agentphone/contact-cards.ts";
import { toMillisecondText } from "../../kernel/time-text.ts";
import type { ContactCard } from "../../world/agentphone-entities.ts";
import type { HandlersOf } from "../context.ts";

export const contactCardsHandlers: HandlersOf<typeof contactCardsOperations> = {
  "agentphone.contactCards.get": ({ number_id }, { running, caller }) =>
    writeCard(running.domain.agentphone.cards.get(caller.accountId, number_id)),
  "agentphone.contactCards.put": ({ number_id, ...card }, { running, caller }) => {
    const { firstName = null, lastName = null, displayName = null, avatarUrl = null } = card;
    const whole = { firstName, lastName, displayName, avatarUrl };
    return writeCard(running.domain.agentphone.cards.put(caller.accountId, number_id, whole));
  },
  "agentphone.contactCards.delete": ({ number_id }, { running, caller }) => {
    running.domain.agentphone.cards.remove(caller.accountId, number_id);
    return {};
  },
  "agentphone.contacts.capabilities": async ({ phone_number }, { running, caller }) => {
    const { lookups } = running.domain.agentphone;
    const { phoneNumber, ...capabilities } = await lookups.reach(caller.accountId, phone_number);
    return { phoneNumber, capabilities, checkedAt: toMillisecondText(running.world.clock.now()) };
  },
};

const writeCard = ({ firstName, lastName, displayName, avatarUrl }: ContactCard) => ({
  firstName,
  lastName,
  displayName,
  hasAvatar: (avatarUrl ?? "") !== "",
});
