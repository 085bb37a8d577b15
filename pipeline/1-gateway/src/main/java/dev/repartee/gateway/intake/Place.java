package dev.repartee.gateway.intake;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;

/** Who is asked, in which conversation. */
record Place(AssistantId assistant, ConversationId conversation) {}
