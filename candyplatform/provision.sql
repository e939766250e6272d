-- Roles and privileges of one Candystorm database. Plain SQL, may run any number of times.
--
-- Run it inside the database, as a superuser the first time (it creates the roles), later as candystorm_owner too.
-- candystorm_owner owns database and schema, and migrates. candystorm_app is what web and worker processes are: it owns
-- nothing and bypasses nothing, so row level security binds it. candystorm_reader is what these processes turn into to read
-- across organizations; nobody logs in as it, and candystorm_app inherits nothing of it: its policies are not to be planned
-- with an organization's own queries.
-- Run it before the first migration: its privileges come from the defaults set here, and migrations take some away again.
-- Passwords: PGOPTIONS="-c candystorm.owner_password=... -c candystorm.app_password=..." sets them; without, they stay.

DO $$
DECLARE
    may_create_roles boolean := (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user);
    role_name text;
    password text;
BEGIN
    -- Two starts at once must not both find a role missing.
    PERFORM pg_advisory_xact_lock(hashtext('candystorm provision'));
    FOREACH role_name IN ARRAY ARRAY['owner', 'app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'candystorm_' || role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS', 'candystorm_' || role_name);
        END IF;
        password := current_setting('candystorm.' || role_name || '_password', true);
        IF may_create_roles AND coalesce(password, '') <> '' THEN
            EXECUTE format('ALTER ROLE %I PASSWORD %L', 'candystorm_' || role_name, password);
        END IF;
    END LOOP;

    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'candystorm_reader') THEN
        CREATE ROLE candystorm_reader NOLOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
    IF may_create_roles THEN
        GRANT candystorm_reader TO candystorm_app, candystorm_owner WITH INHERIT FALSE, SET TRUE;
    END IF;

    IF EXISTS (
        SELECT FROM pg_database
        WHERE datname = current_database() AND NOT pg_has_role('candystorm_owner', datdba, 'USAGE')
    ) THEN
        EXECUTE format('ALTER DATABASE %I OWNER TO candystorm_owner', current_database());
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO candystorm_app', current_database());

    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO candystorm_app, candystorm_reader;
    ALTER DEFAULT PRIVILEGES FOR ROLE candystorm_owner IN SCHEMA public
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO candystorm_app, candystorm_reader;
    ALTER DEFAULT PRIVILEGES FOR ROLE candystorm_owner IN SCHEMA public
        GRANT USAGE, SELECT ON SEQUENCES TO candystorm_app, candystorm_reader;
    ALTER DEFAULT PRIVILEGES FOR ROLE candystorm_owner IN SCHEMA public
        GRANT EXECUTE ON FUNCTIONS TO candystorm_app, candystorm_reader;
END
$$;
