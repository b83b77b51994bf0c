package dev.wayline.bridge;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** An inference engine that answers what a test tells it to, over OpenAI's protocol; behind it everything is real. */
final class ScriptedEngine implements AutoCloseable {
    private final HttpServer server;
    /** What it completes with from now on. */
    volatile String answer = "a + b;";
    /** What it says in chats. */
    volatile String explanation = "It adds two numbers.";
    /** Completions wait for it, and never end where it never completes. */
    volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);
    /** One item for each completion that was asked for. */
    final LinkedBlockingQueue<JsonObject> asked = new LinkedBlockingQueue<>();
    /** One item for each completion whose asker had gone before the answer. */
    final LinkedBlockingQueue<String> hungUp = new LinkedBlockingQueue<>();

    ScriptedEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "scripted engine");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/v1/models", exchange -> json(exchange, "{\"object\":\"list\",\"data\":[{\"id\":\"Qwen2.5-Coder-1.5B\",\"object\":\"model\",\"max_model_len\":8192}]}"));
        server.createContext("/health", exchange -> json(exchange, "{\"status\":\"ok\"}"));
        server.createContext("/v1/completions", this::complete);
        server.createContext("/v1/chat/completions", this::chat);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void complete(HttpExchange exchange) throws IOException {
        var body = bodyOf(exchange);
        var isWarmUp = body.has("max_tokens") && body.get("max_tokens").getAsInt() == 0;
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        try {
            if (!isWarmUp) {
                asked.add(body);
                // A comment of the event stream each moment: writing fails once nobody reads any more.
                while (!held.isDone()) {
                    out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    awaitMoment();
                }
                write(exchange, "text", answer);
            }
            write(exchange, "text", "");
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            out.close();
        } catch (IOException gone) {
            hungUp.add(body.toString());
        }
    }

    private void awaitMoment() {
        try {
            held.get(10, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (Exception stillHeld) {
            // Then it is looked whether the asker is still there.
        }
    }

    private void chat(HttpExchange exchange) throws IOException {
        bodyOf(exchange);
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        write(exchange, "delta", explanation);
        write(exchange, "delta", "");
        exchange.getResponseBody().write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    /** A piece of the answer; an empty one ends it. */
    private static void write(HttpExchange exchange, String kind, String text) throws IOException {
        var choice = new JsonObject();
        choice.addProperty("index", 0);
        if (kind.equals("text")) choice.addProperty("text", text);
        else {
            var delta = new JsonObject();
            delta.addProperty("content", text);
            choice.add("delta", delta);
        }
        choice.addProperty("finish_reason", text.isEmpty() ? "stop" : null);
        var event = "{\"id\":\"scripted\",\"object\":\"" + (kind.equals("text") ? "text_completion" : "chat.completion.chunk") + "\",\"created\":0,\"model\":\"Qwen2.5-Coder-1.5B\",\"choices\":[" + choice + "]}";
        exchange.getResponseBody().write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static JsonObject bodyOf(HttpExchange exchange) throws IOException {
        return JsonParser.parseString(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)).getAsJsonObject();
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("content-type", "application/json");
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        held.complete(null);
        server.stop(0);
    }
}
