package dev.repartee.gateway.openai;

import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.gateway.http.Answers;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Waiters;
import dev.repartee.gateway.view.Json;
import dev.repartee.redis.Push;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** A completion in one piece. */
final class WholeCompletion extends Completion {

    WholeCompletion(
            Context context,
            HttpServerResponse response,
            String model,
            long created,
            Waiters waiters,
            Signals signals) {
        super(context, response, model, created, waiters, signals);
    }

    @Override
    void opened(RequestKey of) {}

    @Override
    void piece(RequestKey of, Push.Delta delta) {}

    @Override
    Future<Void> replied(ChatResult.Replied replied) {
        return Answers.json(response, 200, CompletionViews.completion(model, created, replied));
    }

    @Override
    Future<Void> failed(Refusal refusal) {
        Answers.headers(response, refusal);
        return Answers.write(
                response,
                refusal.code().httpStatus(),
                Answers.JSON,
                Json.text(CompletionViews.error(refusal)));
    }
}
