//! The Debian package: the server with its unit, its options and its user.
//!
//! What it is made of is in crates/server/packaging.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};
use fs_err as fs;

use crate::files;
use crate::process;
use crate::server;
use crate::tools::path;
use crate::workspace::Workspace;

/// The version of the package: the workspace's.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The permissions of what everybody may read.
const READABLE: u32 = 0o644;

/// The permissions of folders, and of what is run.
const EXECUTABLE: u32 = 0o755;

/// The permissions of what may hold a password. The package's scripts give it a group.
const SECRET: u32 = 0o640;

/// Where the package has its documents.
const DOCUMENTS: &str = "usr/share/doc/nodeum-admin";

/// Where the package has its program.
const PROGRAMS: &str = "usr/bin";

/// Makes packages, for machines like this one.
pub(crate) struct Packager {
    dpkg_deb: PathBuf,
    /// The kind of machine, as Debian calls it.
    architecture: String,
    /// The version of this machine's C library. The program needs one that is as new.
    glibc: String,
}

impl Packager {
    /// Looks for what is needed, which takes no time, so that a lack of it is told before minutes of work.
    pub(crate) fn find() -> Result<Self> {
        const NO_DPKG: &str = "Install dpkg, then run this again: its dpkg-deb makes the package.";
        const NO_GLIBC: &str = "Make the package on Linux with the GNU C library, as Debian has it.";
        let dpkg_deb = path::find("dpkg-deb").ok_or_else(|| anyhow!(NO_DPKG))?;
        let architecture = process::capture(Command::new("dpkg").arg("--print-architecture"))
            .ok_or_else(|| anyhow!(NO_DPKG))?;
        let glibc = process::capture(Command::new("getconf").arg("GNU_LIBC_VERSION"))
            .and_then(|answer| Some(answer.trim().strip_prefix("glibc ")?.to_owned()))
            .ok_or_else(|| anyhow!(NO_GLIBC))?;
        Ok(Self {
            dpkg_deb,
            architecture: architecture.trim().to_owned(),
            glibc,
        })
    }

    /// Makes a package of a program, in a folder, and gives its path.
    pub(crate) fn build(&self, workspace: &Workspace, program: &Path, folder: &Path) -> Result<PathBuf> {
        process::print_step("Making the Debian package");
        let staging = workspace.target.join("deb");
        files::remove_folder(&staging)?;
        self.stage(workspace, program, &staging)?;
        let package = self.package_in(folder);
        let mut command = Command::new(&self.dpkg_deb);
        // Ubuntu's own choice of compression is one that older dpkg can't read.
        command
            .args(["--build", "--root-owner-group", "-Zxz"])
            .args([&staging, &package]);
        run(&mut command)?;
        Ok(package)
    }

    /// Unpacks the package that was made in a folder into another one, and gives the folder of its program.
    pub(crate) fn unpack(&self, folder: &Path, to: &Path) -> Result<PathBuf> {
        files::remove_folder(to)?;
        let mut command = Command::new(&self.dpkg_deb);
        command.arg("--extract").arg(self.package_in(folder)).arg(to);
        run(&mut command)?;
        Ok(to.join(PROGRAMS))
    }

    fn package_in(&self, folder: &Path) -> PathBuf {
        let (version, architecture) = (debian_version(VERSION), &self.architecture);
        folder.join(format!("nodeum-admin_{version}_{architecture}.deb"))
    }

    /// Puts everything where the package has it.
    fn stage(&self, workspace: &Workspace, program: &Path, staging: &Path) -> Result<()> {
        let packaging = workspace.root.join("crates/server/packaging");
        let debian = packaging.join("debian");
        let docs = workspace.root.join("docs");
        let unit = "nodeum-admin.service";
        let mut staged = vec![
            (
                program.to_owned(),
                format!("{PROGRAMS}/{}", server::NAME),
                EXECUTABLE,
            ),
            (
                packaging.join(unit),
                format!("usr/lib/systemd/system/{unit}"),
                READABLE,
            ),
            (
                packaging.join("environment"),
                "etc/nodeum-admin/environment".into(),
                SECRET,
            ),
            (debian.join("conffiles"), "DEBIAN/conffiles".into(), READABLE),
            (
                debian.join("copyright"),
                format!("{DOCUMENTS}/copyright"),
                READABLE,
            ),
            (
                workspace.root.join("CHANGELOG.md"),
                format!("{DOCUMENTS}/CHANGELOG.md"),
                READABLE,
            ),
        ];
        for script in ["postinst", "prerm", "postrm"] {
            staged.push((debian.join(script), format!("DEBIAN/{script}"), EXECUTABLE));
        }
        for document in ["packages.md", "operating.md", "hosting"] {
            for file in files::all_under(&docs.join(document))? {
                let name = file.strip_prefix(&docs)?.display().to_string();
                staged.push((file, format!("{DOCUMENTS}/{name}"), READABLE));
            }
        }
        for (from, name, mode) in &staged {
            add(staging, name, &fs::read(from)?, *mode)?;
        }
        let template = fs::read_to_string(debian.join("control"))?;
        let control = self.control(&template, size(staging)?);
        add(staging, "DEBIAN/control", control.as_bytes(), READABLE)
    }

    /// The description of the package, from its template.
    fn control(&self, template: &str, size: u64) -> String {
        template
            .replace("${version}", &debian_version(VERSION))
            .replace("${architecture}", &self.architecture)
            .replace("${glibc}", &self.glibc)
            .replace("${installed-size}", &size.to_string())
    }
}

/// Puts a file into the package.
fn add(staging: &Path, name: &str, content: &[u8], mode: u32) -> Result<()> {
    let file = staging.join(name);
    files::create_parent(&file)?;
    fs::write(&file, content)?;
    set_mode(&file, mode)?;
    // The folders, too, whatever this machine gives new ones.
    let folders = file.ancestors().skip(1);
    folders
        .take_while(|folder| folder.starts_with(staging))
        .try_for_each(|folder| set_mode(folder, EXECUTABLE))
}

/// Sets who may read, write and run a file or a folder.
#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?)
}

/// Does nothing: such permissions are Unix's.
#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> Result<()> {
    Ok(())
}

/// Runs dpkg-deb.
fn run(command: &mut Command) -> Result<()> {
    if process::succeeds_quietly(command)? {
        return Ok(());
    }
    Err(anyhow!("Correct what dpkg-deb says above, then run this again."))
}

/// How much room a folder takes, in units of 1024 bytes.
fn size(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for file in files::all_under(folder)? {
        sum += fs::metadata(file)?.len().div_ceil(1024);
    }
    Ok(sum)
}

/// A version as Debian orders them: 1.0.0~rc.1 comes before 1.0.0.
fn debian_version(version: &str) -> String {
    version.replacen('-', "~", 1)
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    /// How exposed the service may be, in tenths, as `systemd-analyze security` counts.
    const EXPOSURE: &str = "--threshold=20";

    /// The fields that a description has to have.
    const FIELDS: [&str; 10] = [
        "Package",
        "Version",
        "Architecture",
        "Maintainer",
        "Installed-Size",
        "Depends",
        "Section",
        "Priority",
        "Description",
        "Recommends",
    ];

    /// What this machine may lack; where everything has to be tested, it may not.
    fn there<T>(found: Result<T>) -> Option<T> {
        match found {
            Ok(found) => Some(found),
            Err(lack) => {
                assert!(env::var_os("CI").is_none_or(|value| value != "true"), "{lack}");
                eprintln!("NOT TESTED: {lack}");
                None
            }
        }
    }

    /// The root of the repository.
    fn root() -> PathBuf {
        // Asked when it runs: a folder for builds may serve several clones, and hold a test that was compiled in another.
        Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../..")
    }

    /// A package of a stand-in for the server, and what is in it, unpacked.
    struct Unpacked {
        folder: tempfile::TempDir,
        dpkg_deb: PathBuf,
        package: PathBuf,
    }

    impl Unpacked {
        fn new() -> Option<Self> {
            let packager = there(Packager::find())?;
            let folder = tempfile::tempdir().unwrap();
            let workspace = Workspace {
                root: root(),
                target: folder.path().join("target"),
            };
            let stand_in = folder.path().join("stand-in");
            std::fs::write(&stand_in, "#!/bin/sh\necho it runs\n").unwrap();
            let package = packager.build(&workspace, &stand_in, folder.path()).unwrap();
            let unpacked = Self {
                folder,
                dpkg_deb: packager.dpkg_deb,
                package,
            };
            unpacked.ask("--raw-extract", &[unpacked.root().to_str().unwrap()]);
            Some(unpacked)
        }

        fn root(&self) -> PathBuf {
            self.folder.path().join("unpacked")
        }

        fn text(&self, name: &str) -> String {
            fs::read_to_string(self.root().join(name)).unwrap()
        }

        /// What dpkg-deb says of the package.
        fn ask(&self, what: &str, arguments: &[&str]) -> String {
            let mut command = Command::new(&self.dpkg_deb);
            process::capture(command.arg(what).arg(&self.package).args(arguments)).unwrap()
        }
    }

    #[test]
    fn a_package_has_everything_in_its_place_and_its_description_is_complete() {
        let Some(unpacked) = Unpacked::new() else { return };
        for field in FIELDS {
            let value = unpacked.ask("--field", &[field]);
            assert!(
                !value.trim().is_empty() && !value.contains("${"),
                "{field}: {value}"
            );
        }
        assert_eq!(
            unpacked.text("DEBIAN/conffiles"),
            "/etc/nodeum-admin/environment\n"
        );
        let contents = unpacked.ask("--contents", &[]);
        for (mode, name) in [
            ("drwxr-xr-x", "./"),
            ("drwxr-xr-x", "./etc/nodeum-admin/"),
            ("-rw-r-----", "./etc/nodeum-admin/environment"),
            ("-rwxr-xr-x", "./usr/bin/nodeum-admin-server"),
            ("-rw-r--r--", "./usr/lib/systemd/system/nodeum-admin.service"),
            ("-rw-r--r--", "./usr/share/doc/nodeum-admin/CHANGELOG.md"),
            ("-rw-r--r--", "./usr/share/doc/nodeum-admin/copyright"),
            ("-rw-r--r--", "./usr/share/doc/nodeum-admin/hosting/nginx.conf"),
        ] {
            let found = contents.lines().find(|line| line.ends_with(&format!(" {name}")));
            let found = found.unwrap_or_else(|| panic!("{name} is missing:\n{contents}"));
            assert!(
                found.starts_with(mode) && found.contains(" root/root "),
                "{found}"
            );
        }
        let installed = unpacked.root().join("usr/bin/nodeum-admin-server");
        assert_eq!(
            process::capture(&mut Command::new(installed)).as_deref(),
            Some("it runs\n")
        );
    }

    #[test]
    fn the_scripts_of_a_package_are_scripts() {
        let Some(unpacked) = Unpacked::new() else { return };
        for script in ["postinst", "prerm", "postrm"] {
            let path = unpacked.root().join("DEBIAN").join(script);
            assert!(
                process::succeeds_quietly(Command::new("sh").arg("-n").arg(&path)).unwrap(),
                "{script}"
            );
            let text = unpacked.text(&format!("DEBIAN/{script}"));
            assert!(text.starts_with("#!/bin/sh\nset -e\n"), "{script}");
        }
    }

    #[test]
    fn systemd_has_nothing_to_say_about_the_unit_and_finds_it_well_guarded() {
        let analyze = path::find("systemd-analyze").ok_or_else(|| anyhow!("Install systemd."));
        let (Some(unpacked), Some(analyze)) = (Unpacked::new(), there(analyze)) else {
            return;
        };
        // It looks whether the program is there.
        let installed = unpacked.root().join("usr/bin/nodeum-admin-server");
        let text = unpacked.text("usr/lib/systemd/system/nodeum-admin.service");
        let text = text.replace("/usr/bin/nodeum-admin-server", installed.to_str().unwrap());
        let unit = unpacked.folder.path().join("nodeum-admin.service");
        std::fs::write(&unit, text).unwrap();

        let said = Command::new(&analyze).arg("verify").arg(&unit).output().unwrap();
        let text = String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success() && text.is_empty(), "{text}");

        let help = process::capture(Command::new(&analyze).arg("--help")).unwrap();
        let is_new = help.contains("--offline").then_some(());
        if there(is_new.ok_or_else(|| anyhow!("Install systemd 250 or newer."))).is_none() {
            return;
        }
        let mut security = Command::new(&analyze);
        security
            .args(["security", "--offline=true", EXPOSURE, "--no-pager"])
            .arg(&unit);
        assert!(process::succeeds_quietly(&mut security).unwrap());
    }

    #[test]
    fn the_options_that_a_package_names_are_the_servers() {
        let read = |name: &str| fs::read_to_string(root().join("crates/server").join(name)).unwrap();
        let options = read("src/cli.rs");
        for file in ["environment", "nodeum-admin.service", "Containerfile"] {
            let text = read(&format!("packaging/{file}"));
            let mut names = text
                .split(|c: char| !c.is_ascii_uppercase() && c != '_')
                .filter(|word| word.starts_with("NODEUM_"))
                .peekable();
            assert!(names.peek().is_some(), "{file}");
            for name in names {
                assert!(options.contains(&format!("env = \"{name}\"")), "{file}: {name}");
            }
        }
    }

    #[test]
    fn a_version_before_a_release_is_older_than_it() {
        for (version, debian) in [("1.2.3", "1.2.3"), ("1.2.3-rc.1", "1.2.3~rc.1")] {
            assert_eq!(debian_version(version), debian);
        }
    }
}
