// Chats through Repartee with the official client, the way an application would: see OpenAiClientTest.
import assert from "node:assert/strict";
import OpenAI from "openai";

const { REPARTEE_URL, REPARTEE_API_KEY, REPARTEE_MODEL, REPARTEE_SLOW_MODEL } = process.env;
const client = new OpenAI({ baseURL: `${REPARTEE_URL}/api/v1`, apiKey: REPARTEE_API_KEY, maxRetries: 0 });
const ask = (content, options = {}) => ({
  model: REPARTEE_MODEL,
  messages: [{ role: "user", content }],
  ...options,
});

async function check(name, body) {
  await body();
  console.log(`ok ${name}`);
}

await check("lists assistants as models", async () => {
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  assert.ok(models.includes(REPARTEE_MODEL), `${REPARTEE_MODEL} not in ${models}`);
});

await check("answers without streaming", async () => {
  const completion = await client.chat.completions.create(ask("When are you open on Saturday?"));
  assert.equal(completion.object, "chat.completion");
  assert.equal(completion.choices[0].message.role, "assistant");
  assert.ok(completion.choices[0].message.content.length > 0);
  assert.equal(completion.choices[0].finish_reason, "stop");
  assert.ok(completion.usage.total_tokens >= completion.usage.completion_tokens);
});

await check("streams the same text in pieces", async () => {
  const stream = await client.chat.completions.create(
    ask("When are you open on Saturday?", { stream: true, stream_options: { include_usage: true } }),
  );
  let text = "";
  let finish = null;
  let usage = null;
  for await (const chunk of stream) {
    assert.equal(chunk.object, "chat.completion.chunk");
    text += chunk.choices[0]?.delta?.content ?? "";
    finish = chunk.choices[0]?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
  }
  assert.ok(text.length > 0);
  assert.equal(finish, "stop");
  assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
});

await check("keeps to the turns that it is sent", async () => {
  const completion = await client.chat.completions.create({
    model: REPARTEE_SLOW_MODEL,
    messages: [
      { role: "system", content: "You are brief." },
      { role: "user", content: "My name is Ana." },
      { role: "assistant", content: "Hello Ana." },
      { role: "user", content: [{ type: "text", text: "ECHO-TURNS" }] },
    ],
  });
  assert.match(completion.choices[0].message.content, /turns=\d+/);
});

await check("survives an abort in mid-stream", async () => {
  const stream = await client.chat.completions.create({
    model: REPARTEE_SLOW_MODEL,
    messages: [{ role: "user", content: "Tell me a long story" }],
    stream: true,
  });
  let pieces = 0;
  for await (const chunk of stream) {
    if (chunk.choices[0]?.delta?.content && ++pieces === 2) stream.controller.abort();
  }
  assert.equal(pieces, 2);
  const after = await client.chat.completions.create(ask("Do you repair e-bikes?"));
  assert.ok(after.choices[0].message.content.length > 0);
});

await check("an unknown model is a 404 with a code", async () => {
  await assert.rejects(
    client.chat.completions.create({ ...ask("hi"), model: "nobody" }),
    (error) => error instanceof OpenAI.NotFoundError && error.code === "model_not_found",
  );
});

await check("a wrong key is refused", async () => {
  const stranger = new OpenAI({ baseURL: `${REPARTEE_URL}/api/v1`, apiKey: "rp_wrong_key", maxRetries: 0 });
  await assert.rejects(stranger.chat.completions.create(ask("hi")), OpenAI.AuthenticationError);
});

await check("a malformed call is a 400", async () => {
  await assert.rejects(
    client.chat.completions.create({ model: REPARTEE_MODEL, messages: [] }),
    OpenAI.BadRequestError,
  );
});

await check("50 calls at once on one key", async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      client.chat.completions.create(ask(`Question ${i}: what does a repair cost?`, { user: `load-${i % 7}` })),
    ),
  );
  assert.equal(answers.filter((answer) => answer.choices[0].message.content.length > 0).length, 50);
  assert.equal(new Set(answers.map((answer) => answer.id)).size, 50);
});

console.log("all passed");
