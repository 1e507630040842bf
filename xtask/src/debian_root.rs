//! Tools of another Debian release, unpacked into a folder beside the machine's own and entered by chroot.
//!
//! Nothing is installed on the machine. apt fetches the packages from the mirror that the machine uses anyway and
//! checks them against Debian's keys.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::command::{output, run_command};

/// A folder that holds packages of one Debian release.
pub(crate) struct DebianRoot {
    folder: PathBuf,
}

impl DebianRoot {
    /// The root called `name` with `packages` of `suite` and all they depend on; unpacked now if it was not before.
    ///
    /// It lies in the user's cache, not in the tree: it is large, and every checkout can use the same.
    pub(crate) fn install(name: &str, suite: &str, packages: &[&str]) -> Result<Self, String> {
        let folder = cache()?.join(name);
        let root = Self { folder: folder.clone() };
        if Self::is_unpacked(name, suite, packages) {
            return Ok(root);
        }
        let (stamp, wanted) = (folder.join(STAMP), stamp(suite, packages));
        let apt = cache()?.join(format!("{name}.apt"));
        for leftover in [&folder, &apt] {
            if leftover.exists() {
                std::fs::remove_dir_all(leftover)
                    .map_err(|error| format!("{}: {error}", leftover.display()))?;
            }
        }
        eprintln!("unpacking {wanted} into {}", folder.display());
        download(&apt, suite, packages)?;
        root.unpack(&apt)?;
        write(&stamp, &wanted)?;
        std::fs::remove_dir_all(&apt).map_err(|error| format!("{}: {error}", apt.display()))?;
        Ok(root)
    }

    /// Whether the root called `name` is there with these very packages.
    pub(crate) fn is_unpacked(name: &str, suite: &str, packages: &[&str]) -> bool {
        let found = cache().map(|cache| std::fs::read_to_string(cache.join(name).join(STAMP)));
        found.is_ok_and(|found| found.is_ok_and(|found| found == stamp(suite, packages)))
    }

    /// Where `inside` lies on the machine.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.folder.join(inside)
    }

    fn unpack(&self, apt: &Path) -> Result<(), String> {
        // As Debian has it since the merge: /bin is a link to /usr/bin, and so on.
        const SCRIPT: &str = r#"
            set -eu
            for name in bin sbin lib lib64; do mkdir -p "$1/usr/$name"; ln -sfn "usr/$name" "$1/$name"; done
            for name in dev etc proc root sys tmp; do mkdir -p "$1/$name"; done
            for package in "$2"/archives/*.deb; do
                dpkg-deb --fsys-tarfile "$package" | tar -x -C "$1" --keep-directory-symlink
                rm "$package"
            done"#;
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(SCRIPT).arg("unpack").arg(&self.folder).arg(apt);
        run_command(&mut shell)
    }

    /// A command that runs `program` inside, in `work`, which lies at the same path inside and outside.
    ///
    /// Mounts are made in a namespace of its own and end with it. `variables` are all of its environment but `PATH`,
    /// `HOME` and `LANG`.
    pub(crate) fn command(
        &self,
        work: &Path,
        path: &str,
        variables: &[(&str, String)],
        program: &[&str],
    ) -> Command {
        const SCRIPT: &str = r#"
            set -eu
            root=$1 work=$2; shift 2
            mkdir -p "$root$work"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount --bind "$work" "$root$work"
            exec chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 "$@""#;
        let mut command = Command::new("unshare");
        command.args(["--mount", "--propagation", "private", "sh", "-c", SCRIPT, "enter"]);
        command.arg(&self.folder).arg(work).arg(format!("PATH={path}"));
        command.args(variables.iter().map(|(name, value)| format!("{name}={value}")));
        command.args(["sh", "-c", r#"cd "$0" && exec "$@""#]).arg(work).args(program);
        command
    }
}

/// The file of a root that says what is in it.
const STAMP: &str = "etc/swafoto-packages";

/// The list is the stamp: another list is another root.
fn stamp(suite: &str, packages: &[&str]) -> String {
    format!("{suite} {}", packages.join(" "))
}

/// Where tools are kept that are too large for every checkout to have its own.
pub(crate) fn cache() -> Result<PathBuf, String> {
    let base = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let base = base.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    Ok(base.ok_or("neither XDG_CACHE_HOME nor HOME is set")?.join("swafoto"))
}

/// Downloads the packages and what they depend on into `apt/archives`.
fn download(apt: &Path, suite: &str, packages: &[&str]) -> Result<(), String> {
    for folder in ["lists/partial", "archives/partial"] {
        let folder = apt.join(folder);
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mirror = mirror()?;
    let keys = "/usr/share/keyrings/debian-archive-keyring.gpg";
    write(&apt.join("sources.list"), &format!("deb [signed-by={keys}] {mirror} {suite} main\n"))?;
    // An apt of its own: no package is installed in its eyes, so it fetches every dependency.
    write(&apt.join("status"), "")?;
    let at = apt.display();
    let architectures = architectures(packages);
    let configuration = format!(
        r#"
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
APT::Architectures {{ {architectures} }};
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Dir::Etc::SourceList "{at}/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State "{at}";
Dir::State::Status "{at}/status";
Dir::State::Lists "{at}/lists";
Dir::Cache "{at}";
Dir::Cache::Archives "{at}/archives";
"#
    );
    write(&apt.join("apt.conf"), &configuration)?;
    for arguments in [&["update"][..], &["install", "--yes", "--download-only"]] {
        let mut get = Command::new("apt-get");
        get.env("APT_CONFIG", apt.join("apt.conf")).arg("--quiet=2").args(arguments).stdout(Stdio::null());
        if arguments.len() > 1 {
            get.args(packages);
        }
        run_command(&mut get)?;
    }
    Ok(())
}

/// This machine's, and those that packages are named for, as `NAME:armhf` is; as apt lists them.
fn architectures(packages: &[&str]) -> String {
    let mut all = vec![if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" }];
    all.extend(packages.iter().filter_map(|package| Some(package.split_once(':')?.1)));
    all.dedup();
    all.iter().map(|name| format!("\"{name}\";")).collect::<Vec<_>>().join(" ")
}

/// The mirror of Debian's main archive that this machine uses.
fn mirror() -> Result<String, String> {
    let targets = output(Command::new("apt-get").args(["indextargets", "--format", "$(REPO_URI)"]))?;
    let main = targets.lines().find(|uri| uri.trim_end_matches('/').ends_with("/debian"));
    main.map(str::to_owned)
        .ok_or_else(|| "apt knows no mirror of Debian: run `apt-get update` first".to_owned())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
