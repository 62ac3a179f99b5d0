//! Completions and the manual page, from outside.

use assert_cmd::Command;

fn stdout(args: &[&str]) -> String {
    let output = Command::cargo_bin("smpmatch").unwrap().args(args).unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_shell_gets_completions_that_know_the_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&["completions", shell]);
        for word in ["smpmatch", "files-from", "palette"] {
            assert!(script.contains(word), "{shell} completes no '{word}'");
        }
    }
}

#[test]
fn every_command_has_a_manual_page_of_its_own() {
    for command in [
        "compare",
        "palette",
        "palette check",
        "calibrate healed",
        "config init",
    ] {
        let words: Vec<_> = ["man"].into_iter().chain(command.split(' ')).collect();
        let page = stdout(&words);
        let name = format!(".TH smpmatch-{} 1", command.replace(' ', "-"));
        assert!(page.contains(&name), "no '{name}' in:\n{page}");
    }
}

#[test]
fn the_manual_page_tells_options_commands_and_exit_status() {
    let page = stdout(&["man"]);
    assert!(page.contains(".TH smpmatch 1"));
    for part in [
        "\\-\\-files\\-from",
        "smpmatch\\-palette(1)",
        "smpmatch\\-compare(1)",
        "Exit status",
    ] {
        assert!(page.contains(part), "no '{part}' in:\n{page}");
    }
}
