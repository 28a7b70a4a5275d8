-- Rights of the role of web, worker and beat: to read and write rows of all tables, also of later ones.

GRANT USAGE ON SCHEMA public TO esfportal_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO esfportal_application;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO esfportal_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO esfportal_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO esfportal_application;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM esfportal_application;

-- Reverse
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM esfportal_application;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE, SELECT ON SEQUENCES FROM esfportal_application;
REVOKE SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public FROM esfportal_application;
REVOKE USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public FROM esfportal_application;
REVOKE USAGE ON SCHEMA public FROM esfportal_application;
