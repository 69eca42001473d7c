# For ./demo and ./verify, which source it: finds what they need, installs what is missing, and shows what goes on.

fail() {
	echo "$1" >&2
	exit 1
}

# The feature release of java or javac in the directory given (with a slash, or empty); 0 where there is none.
java_release() {
	local release
	release=$("$2$1" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p; s/^[a-z]* version "\([0-9]*\).*/\1/p') || true
	release=${release%%$'\n'*}
	echo "${release:-0}"
}

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Whether Debian's packages can be installed without asking for a password.
can_install() {
	command -v apt-get >/dev/null && as_root true 2>/dev/null
}

# One line that is written over on a terminal; elsewhere, such as in a log, a line of its own every ten seconds.
said=-10
progress() {
	if [ -t 1 ]; then
		printf '\r\033[K%s' "${1:0:79}"
	elif [ $((SECONDS - said)) -ge 10 ]; then
		echo "$1"
		said=$SECONDS
	fi
}

# Ends the line that progress writes over.
progress_done() {
	if [ -t 1 ]; then printf '\r\033[K'; fi
}

# Shows what apt-get does, and its errors in full.
follow_installation() {
	local line
	while IFS= read -r line; do
		case "$line" in
			E:*) progress_done && echo "$line" >&2 ;;
			Get:* | Unpacking* | 'Setting up'*) progress "  $line" ;;
		esac
	done
	progress_done
}

# Debian's packages. RUNLEVEL=1: services stay off, such as that of Prometheus, which is started when it is needed.
install() {
	echo "Installing $*"
	{ as_root apt-get -q update \
		&& as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"; } 2>&1 \
		| follow_installation || fail "Could not install $*: install them by hand."
}
