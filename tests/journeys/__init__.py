"""The walks that readers, writers, editors and moderators take through the whole house."""
