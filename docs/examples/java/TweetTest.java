import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Run by `java -ea`; with JUnit each of these methods is a test. */
public final class TweetTest {
    static final String RECORDING = "recordings/complete-tweet.db";
    static final String TWEET = "/api/v2/me/tweets/01QQQG2MU214P05K";

    public static void main(String[] args) throws Exception {
        aTweetIsAccepted();
        anAnswerComesWhenTimeSaysSo();
        whatDoesNotComeSaysWhatCameInstead();
        System.out.println("3 tests passed");
    }

    static void aTweetIsAccepted() throws Exception {
        try (var standIn = new StandIn(RECORDING, "--strict")) {
            Map<String, Object> answer = accept(standIn, "a1").get();
            assert answer.get("referenceId").equals(12L) : answer;
            Map<String, Object> call = standIn.door.waitForCall(Map.of("operation", "Accept"), 5000);
            assert call.get("body").equals("{\"operationName\":\"Accept\"}") : call;
            Map<String, Object> report = standIn.end();
            assert report.get("misses").equals(List.of()) : report;
            assert standIn.status() == 0;
        }
    }

    static void anAnswerComesWhenTimeSaysSo() throws Exception {
        try (var standIn = new StandIn(RECORDING, "--timing", "manual")) {
            standIn.door.castNext("a1");
            CompletableFuture<Map<String, Object>> answer = accept(standIn, "somebody-new");
            Map<String, Object> call = standIn.door.waitForCall(Map.of("path", Map.of("pattern", "/tweets/")), 5000);
            assert call.get("session").equals(2L) && call.get("status") == null : call;
            assert !answer.isDone();
            standIn.door.advance(60_000);
            assert answer.get().get("statusCode").equals(0L);
            assert standIn.door.push("/v2/me/tweets", Map.of("state", "Vanished")) == 1;
        }
    }

    static void whatDoesNotComeSaysWhatCameInstead() throws Exception {
        try (var standIn = new StandIn(RECORDING)) {
            accept(standIn, "a1").get();
            standIn.door.waitForCall(Map.of("operation", "Complete"), 100);
            throw new AssertionError("it came");
        } catch (GuardedDoor.DoorException expected) {
            assert expected.error.equals("timeout");
            assert expected.getMessage().contains("differs in operation Accept") : expected;
        }
    }

    /** Stands for your application, which accepts a tweet. */
    static CompletableFuture<Map<String, Object>> accept(StandIn standIn, String user) {
        String basic = Base64.getEncoder().encodeToString((user + ":any").getBytes());
        HttpRequest request = HttpRequest.newBuilder(URI.create(standIn.url + TWEET))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"operationName\":\"Accept\"}"))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> Json.object(response.body()));
    }
}
