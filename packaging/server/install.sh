#!/bin/sh
# Installs, or brings up to date, the server of Desktop CRM on this machine; may be run again. As root, in the unpacked
# folder that build.py makes. The Debian package runs it too.
#
#   /opt/desktop-crm-server           the program, in a Python environment of its own
#   /etc/desktop-crm/server.toml      settings; never overwritten
#   /var/lib/desktop-crm              the database, where it is SQLite
#   /var/backups/desktop-crm          backups
#   /usr/local/sbin/desktop-crm-server  the command, which works as the server's account
set -eu

here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3.11}
home=/opt/desktop-crm-server
account=desktop-crm

[ "$(id -u)" = 0 ] || { echo "install.sh: run this as root" >&2; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || {
    echo "install.sh: $python with venv is needed (Debian 12: apt-get install python3.11-venv; or set PYTHON)" >&2
    exit 1
}

getent group "$account" >/dev/null || groupadd --system "$account"
getent passwd "$account" >/dev/null || useradd --system --gid "$account" --home-dir /var/lib/desktop-crm \
    --no-create-home --shell /usr/sbin/nologin "$account"
install -d -m 0750 -o root -g "$account" /etc/desktop-crm
install -d -m 0700 -o "$account" -g "$account" /var/lib/desktop-crm /var/backups/desktop-crm

# The new program is made beside the old one, which goes on running until it is restarted.
rm -rf "$home.new"
"$python" -m venv "$home.new"
"$home.new/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-compile \
    "$here"/wheels/*.whl
sed -i "1s|$home.new/|$home/|" "$home.new"/bin/desktop-crm-server
"$home.new/bin/python" -m compileall -q "$home.new/lib" >/dev/null || true
rm -rf "$home.old"
[ ! -d "$home" ] || mv "$home" "$home.old"
mv "$home.new" "$home"
rm -rf "$home.old"

[ -e /etc/desktop-crm/server.toml ] ||
    install -m 0640 -o root -g "$account" "$here/server.toml" /etc/desktop-crm/server.toml

install -d /etc/systemd/system /usr/local/sbin
for unit in desktop-crm-server.service desktop-crm-server-backup.service desktop-crm-server-backup.timer; do
    install -m 0644 "$here/$unit" /etc/systemd/system/
done
sed 's|server\.toml serve$|server.toml serve --port %i|' "$here/desktop-crm-server.service" \
    >/etc/systemd/system/desktop-crm-server@.service
cat >/usr/local/sbin/desktop-crm-server <<'WRAPPER'
#!/bin/sh
# Works as the server's account, so that everything it makes belongs to it.
[ "$(id -un)" = desktop-crm ] || exec runuser -u desktop-crm -- "$0" "$@"
cd /var/backups/desktop-crm && exec /opt/desktop-crm-server/bin/desktop-crm-server "$@"
WRAPPER
chmod 0755 /usr/local/sbin/desktop-crm-server
[ ! -d /run/systemd/system ] || systemctl daemon-reload

if runuser -u "$account" -- "$home/bin/desktop-crm-server" --config /etc/desktop-crm/server.toml \
    doctor >/dev/null 2>&1; then
    echo "Installed. Restart what runs: systemctl restart 'desktop-crm-server*.service'"
else
    cat <<'NEXT'
Installed. Next:
  1. look at /etc/desktop-crm/server.toml (for PostgreSQL also: sudo -u postgres psql -f setup-postgres.sql)
  2. desktop-crm-server init --company "NAME"
  3. systemctl enable --now desktop-crm-server.service desktop-crm-server-backup.timer
  4. desktop-crm-server doctor
NEXT
fi
