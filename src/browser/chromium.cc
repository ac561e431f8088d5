#include "browser/chromium.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <vector>

namespace pressmark::browser {
namespace {

constexpr uid_t kNobody = 65534;
constexpr int kGraceSeconds = 2;  // for a browser that is asked to end
// Where the browser finds its ends of the pipe.
// https://chromium.googlesource.com/chromium/src/+/HEAD/content/public/common/content_switches.cc
constexpr int kCommands = 3, kMessages = 4;

std::string program() {
  if (const char* const named = std::getenv("PRESSMARK_CHROMIUM"); named && *named) return named;
  for (const char* const path : {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"}) {
    if (::access(path, X_OK) == 0) return path;
  }
  return {};
}

// What a browser must not do: go another way than the proxy, talk to its maker, keep or ask anything.
std::vector<std::string> arguments(const std::string& path, const std::string& profile, std::uint16_t proxy_port) {
  return {path,
          "--headless=new",
          "--remote-debugging-pipe",
          "--user-data-dir=" + profile,
          fmt::format("--proxy-server=http://127.0.0.1:{}", proxy_port),
          "--proxy-bypass-list=<-loopback>",  // Not even loopback goes by another way.
          "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
          "--disable-quic",
          "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--disable-features=DnsOverHttps,AsyncDns,MediaRouter,DialMediaRouteProvider,OptimizationHints,Translate,"
          "AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-domain-reliability",
          "--disable-extensions",
          "--disable-sync",
          "--disable-breakpad",
          "--disable-crash-reporter",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-notifications",
          "--deny-permission-prompts",
          "--metrics-recording-only",
          "--mute-audio",
          "--no-default-browser-check",
          "--no-first-run",
          "--no-pings",
          "--no-service-autorun",
          "--password-store=basic",
          "--use-mock-keychain",
          "--window-size=1280,2000",
          "about:blank"};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

// Between fork and exec: nothing here may take memory.

[[noreturn]] void become_browser(int commands, int messages, bool is_root, char* const* arguments,
                                 char* const* environment) {
  ::setpgid(0, 0);
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, standard);
  // Either may stand where the other belongs.
  const int from = ::fcntl(commands, F_DUPFD, 10), to = ::fcntl(messages, F_DUPFD, 10);
  ::dup2(from, kCommands);
  ::dup2(to, kMessages);
  ::close_range(kMessages + 1, ~0U, 0);
  // Its sandbox wants a user without rights.
  if (is_root && (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(127);
  ::execve(arguments[0], arguments, environment);
  ::_exit(127);
}

// Waits for the browser's end, or for ours; then nothing of it stays.
[[noreturn]] void keep(pid_t browser, int life, const char* profile) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);
  int graces = browser > 0 ? kGraceSeconds * 10 : 0;
  while (graces > 0 && ::waitpid(browser, nullptr, WNOHANG) == 0) {
    pollfd one{.fd = life, .events = 0, .revents = 0};
    if (::poll(&one, 1, 100) > 0) {
      --graces;
      ::poll(nullptr, 0, 100);
    }
  }
  if (browser > 0) ::kill(-browser, SIGKILL);
  // Those too whose parent it was, unless they are stuck.
  for (int left = kGraceSeconds * 10; left > 0 && ::waitpid(-1, nullptr, WNOHANG) >= 0; --left) ::poll(nullptr, 0, 50);
  ::execl("/bin/rm", "rm", "-rf", "--", profile, static_cast<char*>(nullptr));
  ::_exit(127);
}

struct Pipe {
  base::Descriptor read, write;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(Code::kRetryLater, "Chromium can't be started");
  return Pipe{base::Descriptor(ends[0]), base::Descriptor(ends[1])};
}

}  // namespace

Chromium::~Chromium() {
  for (base::Descriptor* end : {&to_, &from_, &life_}) *end = base::Descriptor();
  if (keeper_ > 0) ::waitpid(keeper_, nullptr, 0);
}

Result<std::unique_ptr<Chromium>> Chromium::start(std::uint16_t proxy_port) {
  const std::string path = program();
  if (path.empty() || ::access(path.c_str(), X_OK) != 0) {
    return std::unexpected(error(Code::kUsage, "there is no Chromium here")
                               .with_remedy("install it (Debian: chromium), or name yours in $PRESSMARK_CHROMIUM"));
  }
  Pipe commands = PM_TRY(make_pipe()), messages = PM_TRY(make_pipe()), life = PM_TRY(make_pipe());
  std::error_code unknown;
  std::string profile = (std::filesystem::temp_directory_path(unknown) / "pressmark-browser-XXXXXX").string();
  const bool is_root = ::geteuid() == 0;
  if (!::mkdtemp(profile.data()) || (is_root && ::chown(profile.c_str(), kNobody, kNobody) != 0)) {
    return fail(Code::kRetryLater, "Chromium can't be started");
  }
  std::vector<std::string> words = arguments(path, profile, proxy_port);
  std::vector<std::string> environment = {"PATH=/usr/local/bin:/usr/bin:/bin",
                                          "LANG=C.UTF-8",
                                          "HOME=" + profile,
                                          "TMPDIR=" + profile,
                                          "XDG_CONFIG_HOME=" + profile,
                                          "XDG_CACHE_HOME=" + profile};
  const std::vector<char*> argv = pointers(words), envp = pointers(environment);
  std::unique_ptr<Chromium> chromium(new Chromium);
  chromium->keeper_ = ::fork();
  if (chromium->keeper_ < 0) {
    std::filesystem::remove(profile, unknown);
    return fail(Code::kRetryLater, "Chromium can't be started");
  }
  if (chromium->keeper_ == 0) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    const pid_t browser = ::fork();
    if (browser == 0) {
      become_browser(commands.read.number(), messages.write.number(), is_root, argv.data(), envp.data());
    }
    ::setpgid(browser, browser);
    const int watched = ::fcntl(life.read.number(), F_DUPFD, 10);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::close(standard);
    ::close_range(0, static_cast<unsigned>(watched) - 1, 0);
    ::close_range(static_cast<unsigned>(watched) + 1, ~0U, 0);
    keep(browser, watched, profile.c_str());
  }
  chromium->to_ = std::move(commands.write);
  chromium->from_ = std::move(messages.read);
  chromium->life_ = std::move(life.write);
  return chromium;
}

}  // namespace pressmark::browser
