package dev.repartee.gateway.socket;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.gateway.intake.Caller;
import dev.repartee.gateway.intake.Door;
import dev.repartee.gateway.intake.MessageDraft;
import dev.repartee.gateway.intake.Outcome;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.intake.TraceContext;
import dev.repartee.gateway.intake.Turnstile;
import dev.repartee.gateway.push.LiveSocket;
import dev.repartee.gateway.socket.wire.Wire;
import dev.repartee.gateway.socket.wire.WireListener;
import dev.repartee.gateway.view.Json;
import dev.repartee.gateway.view.Views;
import dev.repartee.identity.role.Permission;
import dev.repartee.redis.Push;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One open WebSocket. All of its state belongs to its event loop; pushes hop to it. What it holds
 * is bounded: unwritten frames by the outbox, unanswered messages by {@link #MOST_IN_INTAKE}, what
 * was shown by {@link Shown}.
 */
final class SocketSession implements LiveSocket, WireListener {

    private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);

    /** Messages of one connection that may be on their way into the log. */
    private static final int MOST_IN_INTAKE = 64;

    private static final String CHANNEL = "web";

    private final SocketParts parts;
    private final SocketIdentity identity;
    private final Wire wire;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Shown shown = new Shown();
    private final Turnstile turnstile = new Turnstile();
    private int inIntake;
    private long lastSign;
    private boolean pinged;
    private boolean closing;
    private boolean gone;

    SocketSession(SocketParts parts, SocketIdentity identity, Wire wire, InstantSource clock) {
        this.parts = parts;
        this.identity = identity;
        this.wire = wire;
        this.clock = clock;
        this.lastSign = clock.millis();
        this.outbox = new Outbox(wire, parts.config().bufferedBytes());
    }

    @Override
    public String id() {
        return identity.connectionId();
    }

    @Override
    public UserKey user() {
        return identity.user();
    }

    @Override
    public String device() {
        return identity.device();
    }

    /** Begins to listen and tells delivery, which then sends what is pending. */
    void open() {
        wire.listen(this);
        parts.presence().connected(this);
    }

    @Override
    public void closed() {
        closing = true;
        gone = true;
        parts.sockets().release();
        parts.presence().disconnected(this);
    }

    @Override
    public void alive() {
        lastSign = clock.millis();
        pinged = false;
    }

    @Override
    public void unwelcome(String detail) {
        end(ErrorCode.PROTOCOL_VIOLATION, detail);
    }

    @Override
    public void broken(int closeCode, String detail) {
        end(closeCode, detail);
    }

    @Override
    public void failed(Throwable failure) {
        LOG.atError().setCause(failure).log("a frame could not be handled");
        end(ErrorCode.INTERNAL, "something went wrong here");
    }

    @Override
    public void text(String text) {
        alive();
        if (closing) {
            return;
        }
        ClientFrame frame;
        try {
            frame = ClientFrame.read(text);
        } catch (ReparteeException e) {
            parts.meters().received("malformed");
            error(Refusal.of(e));
            return;
        }
        parts.meters().received(frame.word());
        switch (frame) {
            case ClientFrame.Message(MessageDraft draft) -> message(draft);
            case ClientFrame.Ack(RequestId id) ->
                    shown.acknowledge(id).ifPresent(offset -> acknowledged(id, offset));
            case ClientFrame.Typing ignored -> {}
            case ClientFrame.Ping ignored -> write("pong", Json.object());
            case ClientFrame.Faulty(var faults, RequestId id) -> {
                Refusal refusal = Refusal.of(faults);
                parts.intake().unreadable(refusal.code());
                error(id == null ? refusal : refusal.about(id));
            }
        }
    }

    private void message(MessageDraft draft) {
        RequestId given = draft.address().requestId();
        if (parts.doorkeeper().suspended(identity.principal())) {
            end(ErrorCode.TENANT_SUSPENDED, "the tenant was stopped");
            return;
        }
        if (inIntake >= MOST_IN_INTAKE) {
            Refusal refusal =
                    Refusal.of(
                            ErrorCode.CONVERSATION_BUSY,
                            "too many messages of this connection are on their way");
            error(given == null ? refusal : refusal.about(given));
            return;
        }
        UserId named = draft.address().user();
        if (named != null && !named.equals(user().user())) {
            error(Refusal.of(ErrorCode.FORBIDDEN, "userId must be the connection's user"));
            return;
        }
        inIntake++;
        if (given != null) {
            shown.sentByClient(given);
        }
        parts.intake()
                .accept(
                        turnstile,
                        new Caller(identity.principal(), TraceContext.of(null)),
                        draft.of(user().user()),
                        Door.listening(CHANNEL, key -> {}))
                .thenAccept(outcome -> wire.execute(() -> decided(given, outcome)));
    }

    private void decided(@Nullable RequestId given, Outcome outcome) {
        inIntake--;
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                if (given == null) {
                    shown.noteSent(accepted.key().requestId());
                }
                write("accepted", Views.accepted(accepted));
            }
            case Outcome.Refused(Refusal refusal) ->
                    error(given == null ? refusal : refusal.about(given));
        }
    }

    @Override
    public void delta(Push.Delta delta) {
        wire.execute(
                () -> {
                    if (!wire.behind() && shown.wantsDelta(delta.requestId(), delta.attempt())) {
                        write("delta", Views.delta(delta));
                    }
                });
    }

    @Override
    public void result(Push.Result push, Push.Audience.Device audience) {
        wire.execute(
                () -> {
                    boolean itsTurn = audience.after() < 0 || shown.reached(audience.after());
                    RequestId id = push.result().key().requestId();
                    if (shown.wantsResult(id, push.result())) {
                        if (itsTurn) {
                            show(push, audience.pending(), shown::show);
                        }
                    } else {
                        had(id, push.offset(), itsTurn);
                    }
                });
    }

    /**
     * A result of a message that was shown one: the same again, or a second one that two workers
     * made and delivery could not tell apart. Either is acknowledged as it is numbered now.
     */
    private void had(RequestId id, long offset, boolean itsTurn) {
        if (itsTurn) {
            shown.pass(offset);
        }
        if (shown.isAcknowledged(id)) {
            acknowledged(id, offset);
        }
    }

    @Override
    public void resent(Push.Result push) {
        wire.execute(
                () -> {
                    RequestId id = push.result().key().requestId();
                    if (shown.wasSent(id) && shown.wantsResult(id, push.result())) {
                        show(push, false, shown::showAgain);
                    }
                });
    }

    @Override
    public void refused(RequestId requestId, ErrorCode code) {
        wire.execute(
                () -> {
                    if (shown.wasSent(requestId)) {
                        error(Refusal.of(code, Views.detail(code)).about(requestId));
                    }
                });
    }

    /** How a result that was written is remembered. */
    @FunctionalInterface
    private interface Memory {
        void note(RequestId id, ChatResult result, long offset);
    }

    private void show(Push.Result push, boolean pending, Memory memory) {
        ChatResult result = push.result();
        boolean written =
                switch (result) {
                    case ChatResult.Replied replied -> {
                        ObjectNode view = Views.reply(replied);
                        view.put("pending", pending);
                        yield write("reply", view);
                    }
                    case ChatResult.Parked parked ->
                            write(
                                    "status",
                                    Views.status(parked, "parked", ErrorCode.REQUEST_PARKED));
                    case ChatResult.Expired expired ->
                            write("status", Views.status(expired, "expired", expired.code()));
                    case ChatResult.Analysed ignored -> false;
                    case ChatResult.Resend ignored -> false;
                };
        if (written) {
            memory.note(result.key().requestId(), result, push.offset());
            if (!pending && result.mode() == Mode.REPLY) {
                parts.meters().pushed(result);
            }
        }
    }

    @Override
    public void drain(long reconnectAfterMillis) {
        wire.execute(
                () -> write("drain", Json.object().put("reconnectAfterMs", reconnectAfterMillis)));
    }

    @Override
    public void close(ErrorCode code) {
        wire.execute(() -> end(code, code.word()));
    }

    /**
     * Looks after the connection; to be called a few times within the idle timeout.
     *
     * @return false when it is gone and needs no more looking after
     */
    boolean check() {
        if (gone) {
            return false;
        }
        long silent = clock.millis() - lastSign;
        long most = parts.config().idleTimeout().toMillis();
        if (welcome() && silent > most) {
            end(ErrorCode.IDLE_TIMEOUT, "no sign of life");
        } else if (!closing && !pinged && silent > most / 2) {
            pinged = true;
            wire.ping();
        }
        return true;
    }

    /** Whether the credential is good still: it may have expired, or been ended by somebody. */
    private boolean welcome() {
        try {
            parts.doorkeeper().again(identity.principal(), Permission.MESSAGES_SEND);
            return true;
        } catch (ReparteeException e) {
            end(e.code(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void acknowledged(RequestId id, long offset) {
        parts.signals().acknowledged(user(), device(), id, offset);
    }

    private void error(Refusal refusal) {
        write("error", Views.error(refusal));
    }

    private boolean write(String type, ObjectNode fields) {
        if (closing) {
            return false;
        }
        ObjectNode frame = Json.object().put("type", type);
        frame.setAll(fields);
        if (!outbox.write(frame)) {
            end(ErrorCode.SLOW_CONSUMER, "the client reads too slowly");
            return false;
        }
        parts.meters().written(type);
        return true;
    }

    private void end(ErrorCode code, String reason) {
        end(code.closeCode(), reason);
    }

    private void end(int closeCode, String reason) {
        if (!closing) {
            closing = true;
            parts.meters().written("close_" + closeCode);
            wire.close(closeCode, reason);
        }
    }
}
