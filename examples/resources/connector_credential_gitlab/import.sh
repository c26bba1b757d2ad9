# A credential is imported by its name, which is also the name in the configuration.
terraform import connector_credential_gitlab.platform platform
