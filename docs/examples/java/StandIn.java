import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stand-in for the server of a recording: starts `understudy replay` on a free port, and ends it. */
final class StandIn implements AutoCloseable {
    /** Where desktops reach it. */
    final String url;
    final GuardedDoor door;
    private final Process process;
    private Integer status;

    StandIn(String recording, String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // The program itself and not npx, so that its end is this one's.
                System.getenv().getOrDefault("UNDERSTUDY", "node_modules/.bin/understudy").split(" ")));
        command.addAll(List.of("replay", recording, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--json"));
        command.addAll(List.of(flags));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader lines = process.inputReader();
        // The first line says where it listens, as soon as it does, the second where its door is.
        url = (String) line(lines).get("url");
        Map<String, Object> admin = line(lines);
        Object token = admin.getOrDefault("token", System.getenv("UNDERSTUDY_ADMIN_TOKEN"));
        door = new GuardedDoor((String) admin.get("url"), (String) token);
    }

    /** What was played, never played and missed. It is over then. */
    Map<String, Object> end() throws IOException, InterruptedException {
        Map<String, Object> report = door.close();
        status = process.waitFor();
        return report;
    }

    /** Of the command, once it has ended. */
    int status() {
        return status;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Map<String, Object> line(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) throw new IOException("understudy ended; it has said why on standard error");
        return Json.object(line);
    }
}
