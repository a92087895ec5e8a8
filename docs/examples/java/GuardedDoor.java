import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Tells a stand-in what to do, and asks it, through its guarded door; docs/admin.openapi.json has all of it. */
final class GuardedDoor {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    GuardedDoor(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Has the next desktop play a recorded session, or one of a user. */
    void castNext(String session) throws IOException, InterruptedException {
        ask("POST", "/v1/casts", Map.of("session", session));
    }

    /** Moves time on, with --timing manual. */
    void advance(int ms) throws IOException, InterruptedException {
        ask("POST", "/v1/advance", Map.of("ms", ms));
    }

    /** Sends a notification that was not recorded; returns to how many desktops. */
    long push(String channel, Object data) throws IOException, InterruptedException {
        return (Long) ask("POST", "/v1/notifications", Map.of("channel", channel, "data", data)).get("desktops");
    }

    Map<String, Object> waitForCall(Map<String, ?> call, int timeout) throws IOException, InterruptedException {
        return ask("POST", "/v1/wait/call", Map.of("call", call, "timeout", timeout));
    }

    Map<String, Object> waitForNotification(Map<String, ?> notification) throws IOException, InterruptedException {
        return ask("POST", "/v1/wait/notification", Map.of("notification", notification));
    }

    /** Ends the command as Ctrl-C does, where there is no such signal; what was played, and what was not. */
    Map<String, Object> close() throws IOException, InterruptedException {
        return ask("POST", "/v1/close", Map.of());
    }

    private Map<String, Object> ask(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.write(body)))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        Map<String, Object> answer = Json.object(response.body());
        if (response.statusCode() != 200) throw new DoorException(answer);
        return answer;
    }

    /** What was not done, and why. */
    static final class DoorException extends IOException {
        /** For programs, for instance "timeout". */
        final String error;

        DoorException(Map<String, Object> answer) {
            super(answer.get("message") + "\n" + answer.get("details"));
            error = (String) answer.get("error");
        }
    }
}
