-- Role and database of Desktop CRM; may be run again. As the administrator of PostgreSQL:
--   sudo -u postgres psql -f setup-postgres.sql
-- On the same machine no password is needed (peer): db = "postgresql:///desktop-crm" in server.toml.
-- For a server elsewhere: \password desktop-crm, a line in pg_hba.conf (hostssl … scram-sha-256), and the address in db.
\set ON_ERROR_STOP on

SELECT 'CREATE ROLE "desktop-crm" LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'desktop-crm') \gexec

SELECT 'CREATE DATABASE "desktop-crm" OWNER "desktop-crm" ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'desktop-crm') \gexec

REVOKE ALL ON DATABASE "desktop-crm" FROM PUBLIC;
